import type { Stage } from '@yingjin/facts'
import { fold } from '../folding.ts'

/**
 * What a grade word says. `stage` null: the word alone does not tell (一年级 is primary in a school roll, vocational in
 * a vocational one). `grade` null: the word names a stage or a year of entry but no grade.
 */
export type GradeSaid = Readonly<{ stage: Stage | null; grade: number | null }>

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const
const said = new Map<string, GradeSaid>()
const say = (words: readonly string[], stage: Stage | null, grade: number | null): void => {
  for (const word of words) said.set(fold(word), { stage, grade })
}

for (let n = 1; n <= 9; n += 1) {
  const digits = [numerals[n] ?? '', String(n)]
  const each = (...patterns: ((d: string) => string)[]): string[] => patterns.flatMap(p => digits.map(p))
  if (n <= 6) {
    say(
      each(
        d => `${d}年级`,
        d => d,
        d => `${d}年`,
      ),
      null,
      n,
    )
    say(
      each(
        d => `小学${d}年级`,
        d => `小学${d}`,
        d => `小${d}`,
      ),
      'primary',
      n,
    )
  } else {
    say(
      each(
        d => `${d}年级`,
        d => d,
        d => `初中${d}年级`,
        d => `${d}年`,
      ),
      'junior',
      n - 6,
    )
  }
  if (n <= 4)
    say(
      each(
        d => `初${d}`,
        d => `初中${d}年级`,
        d => `初中${d}`,
        d => `初${d}年级`,
      ),
      'junior',
      n,
    )
  if (n <= 3) {
    say(
      each(
        d => `高${d}`,
        d => `高中${d}年级`,
        d => `高中${d}`,
        d => `普通高中${d}年级`,
        d => `普高${d}年级`,
        d => `普高${d}`,
        d => `高${d}年级`,
      ),
      'senior',
      n,
    )
    say(
      each(
        d => `职高${d}`,
        d => `职高${d}年级`,
        d => `中职${d}年级`,
        d => `中职${d}`,
        d => `职${d}`,
        d => `中专${d}年级`,
        d => `技校${d}年级`,
      ),
      'vocational',
      n,
    )
  }
  if (n <= 6)
    say(
      each(
        d => `大${d}`,
        d => `大学${d}年级`,
        d => `大专${d}年级`,
        d => `本科${d}年级`,
        d => `高职${d}年级`,
        d => `高职高专${d}年级`,
        d => `专科${d}年级`,
      ),
      'higher',
      n,
    )
}
for (const [n, d] of [
  [1, '10'],
  [2, '11'],
  [3, '12'],
  [1, '十'],
  [2, '十一'],
  [3, '十二'],
] as const)
  say([`${d}年级`, d], 'senior', n)
// The year before school has no number of its own in every county: a stage without a grade.
say(['托班', '小小班', '亲子班', '幼儿园托班', '托儿班'], 'preschool', 0)
say(['小班', '幼儿园小班', '幼儿小班', '学前小班', '小班年级'], 'preschool', 1)
say(['中班', '幼儿园中班', '幼儿中班', '学前中班'], 'preschool', 2)
say(['大班', '幼儿园大班', '幼儿大班', '学前大班'], 'preschool', 3)
say(['学前班', '学前', '混龄班', '幼儿园', '混合班'], 'preschool', null)

const shapes: readonly (readonly [RegExp, (m: RegExpExecArray) => GradeSaid | undefined])[] = [
  // a year of entry tells the grade only to somebody who knows the term
  [/^(小学|初中|高中|职高|中职)?(?:19|20)\d{2}[级届](.*)$/u, m => ({ stage: stagesByWord[m[1] ?? ''] ?? null, grade: null })],
  [/^(小|中|大)(?:[一二三四五六七八九]|\d{1,2})班$/u, m => said.get(`${m[1] ?? ''}班`)],
  // 七年级3班, 高一2班
  [/^(.+?年级|初[一二三四1-4]|高[一二三1-3])(?:[一二三四五六七八九十\d]+)班?$/u, m => said.get(m[1] ?? '')],
  // 六1班, 六一班; 二十班 is the twentieth class
  [/^([一二三四五六七八九])(?:\d{1,2}|[一二三四五六七八九])班$/u, m => said.get(m[1] ?? '')],
  // 三年二班
  [/^([一二三四五六七八九\d]年)(?:[一二三四五六七八九十\d]+)班$/u, m => said.get(m[1] ?? '')],
]
/** 七（3）班, 1（2）, 1.2: the class stands apart from the grade. Folding would run the two together, and 12 is a grade of its own. */
const withClass = /^(.+?)\s*(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]\s*班?|[.．·\-－—]\s*\d{1,2}\s*班?)$/u
const stagesByWord: Readonly<Record<string, Stage>> = { 小学: 'primary', 初中: 'junior', 高中: 'senior', 职高: 'vocational', 中职: 'vocational' }

/** Undefined: no grade word at all. */
export const gradeSaid = (text: string): GradeSaid | undefined => {
  const apart = withClass.exec(text.trim())
  const before = apart === null ? undefined : gradeSaid(apart[1] ?? '')
  if (before !== undefined) return before
  const folded = fold(text)
  // 13（2） is no grade, and 132 read out of it would be none either.
  if (apart !== null && /^\d+$/u.test(folded)) return undefined
  const direct = said.get(folded)
  if (direct !== undefined) return direct
  for (const [shape, read] of shapes) {
    const match = shape.exec(folded)
    if (match !== null) return read(match)
  }
  return undefined
}

const gradesOf: Readonly<Record<Stage, number>> = { preschool: 3, primary: 6, junior: 4, senior: 3, vocational: 5, higher: 8 }

/**
 * The grade within `stage`, when word and stage agree; null when they contradict each other.
 * 初中 beside 七年级 is the first grade of junior high, and so is 初中 beside 一年级.
 */
export const gradeWithin = (stage: Stage, word: GradeSaid): number | null => {
  if (word.grade === null) return null
  if (word.stage !== null && word.stage !== stage) return null
  return word.grade <= gradesOf[stage] ? word.grade : null
}

/** Names of schools at which a bare 一年级 is not the first grade of primary school. */
export const leavesStageOpen = (schoolName: string): boolean => /中学|高中|职|技工|技校|大学|学院|中专|幼儿园/u.test(schoolName)

/** `示例镇中心小学六年级` → the school and what is said of the grade. */
export const splitSchoolAndGrade = (text: string): Readonly<{ school: string; said: GradeSaid | undefined }> => {
  const parts =
    /^(.+?)[\s,，、（(]*((?:[一二三四五六七八九]|\d)年级|初[一二三]|高[一二三]|[小中大]班)(?:[（(]?[一二三四五六七八九十\d]*[)）]?班)?[)）]?$/u.exec(text)
  return parts === null ? { school: text, said: undefined } : { school: parts[1] ?? text, said: gradeSaid(parts[2] ?? '') }
}
