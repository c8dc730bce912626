type Choice = Readonly<{ value: string; word: string }>

/** A condition of a list: one of a few words, a day, or words somebody types. */
export type ListFilter = Readonly<{ key: string; label: string; width?: number }> &
  (
    | Readonly<{ kind?: 'choice'; options: readonly Choice[] }>
    | Readonly<{ kind: 'day' }>
    | Readonly<{
        kind: 'words'
        placeholder?: string
        /** Names and numbers of persons: kept in this window alone, and in no address. */
        neverInAddress?: true
      }>
  )
