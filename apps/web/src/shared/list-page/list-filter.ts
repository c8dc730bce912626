type Choice = Readonly<{ value: string; word: string }>

/** A condition of a list: one of a few words, a day, or words somebody types. */
export type ListFilter = Readonly<{
  key: string
  label: string
  width?: number
  /** It says which list this is, not what is left out of it: it always has a value and is never taken away. */
  frames?: true
}> &
  /** `wanted`: somebody looks at the choices, which need not have been loaded before. */
  (
    | Readonly<{ kind?: 'choice'; options: readonly Choice[]; wanted?: () => void }>
    | Readonly<{ kind: 'day' }>
    | Readonly<{
        kind: 'words'
        placeholder?: string
        /** Names and numbers of persons: kept in this window alone, and in no address. */
        neverInAddress?: true
      }>
  )
