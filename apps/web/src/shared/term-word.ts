const seasons: Readonly<Record<string, string>> = { autumn: '秋季', spring: '春季' }

/** `2022-autumn` as it stands on paper. */
export const termWord = (term: string): string => {
  const [year = '', season = ''] = term.split('-')
  return seasons[season] === undefined ? term : `${year}年${seasons[season]}学期`
}
