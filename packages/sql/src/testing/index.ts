/** The cases that hold an engine to the meaning of the plan. */
export * from './cases.ts'
