/** Requests through the proxy where there is one. */
import type { ProxyAgent } from 'undici';
import { proxyFor } from './proxies.ts';

let kept: { proxy: string; agent: Promise<ProxyAgent> } | null = null;

/** Returns one agent for the proxy in force: its connections are used again. */
function agentOf(proxy: string): Promise<ProxyAgent> {
  if (kept?.proxy !== proxy) {
    const before = kept;
    // Loaded on first use: most networks have no proxy.
    kept = { proxy, agent: import('undici').then((undici) => new undici.ProxyAgent(proxy)) };
    void before?.agent.then((agent) => agent.close());
  }
  return kept.agent;
}

/** Fetches as `fetch` does, through the proxy where there is one. @throws as `fetch`, also where the proxy refuses. */
export async function fetchOut(url: string, init: RequestInit): Promise<Response> {
  const proxy = proxyFor(url);
  if (proxy === null) return await fetch(url, init);
  const dispatcher = await agentOf(proxy);
  const undici = await import('undici');
  // The same interface by another build: undici's own types differ from those of the runtime's copy in name only.
  return (await undici.fetch(url, { ...(init as object), dispatcher })) as unknown as Response;
}
