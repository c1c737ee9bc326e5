/** Where the reports of a level stand, below `reports/`. PURE. */

/** `outside:みなと銀行` → a name that every file system takes. */
export const levelFolder = (level: string): string => level.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
