import { type Stage } from '@yingjin/facts'

/** Stages taught in a county, each with its last grade (register section 3: 六三三 and three years of kindergarten). */
export const lastGrades = { preschool: 3, primary: 6, junior: 3, senior: 3, vocational: 3 } as const satisfies Readonly<Partial<Record<Stage, number>>>
export type SchoolStage = keyof typeof lastGrades
export const schoolStages = Object.keys(lastGrades) as [SchoolStage, ...SchoolStage[]]

const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const gradeWords: Readonly<Record<SchoolStage, (grade: number) => string>> = {
  preschool: grade => ['', '小班', '中班', '大班'][grade] ?? '',
  primary: grade => numerals[grade] ?? '',
  junior: grade => numerals[grade + 6] ?? '',
  senior: grade => `高${numerals[grade] ?? ''}`,
  vocational: grade => `中职${numerals[grade] ?? ''}`,
}

/** A grade as people say it: 三年级, 七年级, 高一, 大班. */
export const gradeWord = (stage: SchoolStage, grade: number): string =>
  stage === 'primary' || stage === 'junior' ? `${gradeWords[stage](grade)}年级` : gradeWords[stage](grade)

/** A class as schools call it: 三（2）班, 七（3）班, 高一（1）班, 大班（1）. */
export const classWord = (stage: SchoolStage, grade: number, number: string): string =>
  stage === 'preschool' ? `${gradeWords[stage](grade)}（${number}）` : `${gradeWords[stage](grade)}（${number}）班`

/**
 * The number of a class within its grade, however a roster writes the class: 2 of 2班, 七年级2班, 七（2）班, 7.2班. None where
 * it has a name of its own (实验班), or its number is no digit.
 */
export const classNumberOf = (className: string): string | null => /(?:^|\D)0?(\d{1,2})[^\d]{0,3}$/.exec(className.normalize('NFKC').trim())?.[1] ?? null
