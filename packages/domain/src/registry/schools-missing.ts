type Received = Readonly<{
  roster: string
  standing: string
  schools: Readonly<{ registered: number; rowsOfSchools: number; rowsOfNone: number; without: readonly unknown[] }> | null
}>

/** How many schools have no row in a roster that is in force; none where that cannot be known, and none of a roster that is missing as a whole. */
export const schoolsMissing = ({ standing, schools }: Received): number =>
  standing === 'in-force' && schools !== null && schools.registered > 0 && schools.rowsOfSchools > 0 ? schools.without.length : 0

/** 在园幼儿 are sent by kindergartens, every other list of pupils by schools. */
export const placesOf = (roster: string): string => (roster === 'kindergarten-children' ? '幼儿园' : '学校')

/** What is known of the schools of a roster in force: 26 所学校中 3 所没有一行; or why nothing is. */
export const schoolsMissingWord = ({ roster, standing, schools }: Received): string | null => {
  if (standing !== 'in-force' || schools === null) return null
  const places = placesOf(roster)
  const { registered, rowsOfSchools, rowsOfNone, without } = schools
  if (registered === 0) return `学校名录里没有登记${places}，说不出还缺哪一所`
  if (rowsOfSchools === 0) return `收到的行都没有写明登记过的${places}，说不出还缺哪一所`
  const unknown = rowsOfNone === 0 ? '' : `；另有 ${rowsOfNone.toLocaleString('zh-CN')} 行认不出是哪所${places}的`
  return `${without.length === 0 ? `${registered} 所${places}都有` : `${registered} 所${places}中 ${without.length} 所没有一行`}${unknown}`
}
