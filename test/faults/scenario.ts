/** What each scenario of the fault suite hands to the report. */
export interface ScenarioResult {
  /** Figures in words, one a line. */
  figures: string[];
  /** What did not hold; empty when all is well. */
  problems: string[];
  /** Why it could not be run here; null when it was. */
  skipped: string | null;
}

export interface Scenario {
  title: string;
  /** What is done to the engine, in one sentence. */
  what: string;
  run(): Promise<ScenarioResult>;
}
