import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core has against the page as it is painted, contrast included; empty where all is well. */
export async function inspect(page: Page): Promise<string[]> {
  // By the debugger: the page's own policy admits no foreign script.
  await page.evaluate(await readFile(axePath, 'utf8'));
  const violations = await page.evaluate(async () => {
    const result = await (window as Window & { axe?: typeof axe }).axe?.run();
    return result?.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)}\n${failureSummary ?? ''}`),
    }));
  });
  if (!violations) throw new Error('axe-core did not start in the page');
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}
