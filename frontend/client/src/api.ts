// The API's nouns and operations, as its document has them.

export type * from '../generated/api';
