/** What can be wrong on purpose, and the ids of the rules whose scenarios tell it. */
export const faults = {
  'old-word-when-done': ['S-21', 'S-31'],
  'warning-gone': ['S-18'],
  'one-button-misnamed': ['S-12'],
  'one-message-of-its-own': ['D-12', 'D-04'],
} as const;
export type Fault = keyof typeof faults;
