/** The instant at which every stage begins: 2026-04-01T00:00:00Z, the first instant of a step. PURE. */
export const sceneStart = 1_775_001_600_000;
