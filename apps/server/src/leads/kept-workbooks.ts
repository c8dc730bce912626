type OfRun = Readonly<{ division: string; term: string; run: string }>

/** The workbooks that kept runs of a data directory hold sealed: their names, and one of them opened, or the sentence that says why it is not. */
export type KeptWorkbooks = Readonly<{ names: (of: OfRun) => readonly string[]; open: (of: OfRun, name: string) => Promise<Uint8Array | string> }>
