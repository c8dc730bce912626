type Child = Readonly<{ school: string | null; className: string | null; township: string | null }> | null

/** Where a child of a list goes to school; where it lives, of one that goes to none. */
export const placeWord = (child: Child): string =>
  child === null ? '' : [child.school, child.className].filter(part => part !== null).join(' ') || (child.township ?? '')
