/** What the package gives as `ichido/pskc`: RFC 6030 in and out, and seed lists as CSV. Loads an XML parser and nothing else. */
export { type ColumnMap, type CsvResult, keysFromCsv, namedMaps, parseColumnMap } from './csv.ts';
export type {
  HashAlgorithm,
  Protection,
  PskcAlgorithm,
  PskcDevice,
  PskcError,
  PskcFile,
  PskcKey,
  PskcNotice,
  PskcOther,
  PskcPolicy,
  PskcResult,
} from './model.ts';
export { readPskc } from './read.ts';
export { type Random, writePskc } from './write.ts';
