import { day } from '@yingjin/kernel'
import type { FactDefinition, FactType, QuestionGroup, SubjectKind } from './definition.ts'

const yesNo: FactType = { kind: 'yes-no' }
const count = (unit: string, min: number, max: number): FactType => ({ kind: 'count', unit, min, max })
const date = (min: string, max: string): FactType => ({ kind: 'date', min: day(min), max: day(max) })
const perSchoolYear = (maxFen: number): FactType => ({ kind: 'money', per: 'school-year', minFen: 0, maxFen })
const perBudgetYear = (maxFen: number): FactType => ({ kind: 'money', per: 'budget-year', minFen: 0, maxFen })

const designation = (label: string, asks: string): FactDefinition => ({ subject: 'student', type: yesNo, label, class: 'restricted', asks, group: 'hardship' })
const about = (label: string, type: FactType, group: QuestionGroup | null, asks: string): FactDefinition => ({
  subject: 'student',
  type,
  label,
  class: 'internal',
  asks,
  group,
})

const sensitive = (label: string, asks: string): FactDefinition => ({ subject: 'student', type: yesNo, label, class: 'restricted', asks, group: null })
const ofTeacher = (label: string, type: FactType, asks: string): FactDefinition => ({ subject: 'teacher', type, label, class: 'internal', asks, group: null })
const ofSchool = (label: string, type: FactType, asks: string): FactDefinition => ({ subject: 'school', type, label, class: 'internal', asks, group: null })
const ofProject = (label: string, type: FactType, asks: string): FactDefinition => ({ subject: 'project', type, label, class: 'internal', asks, group: null })

/**
 * The one dictionary of facts. A key is the word used in packs, in the batch plane's columns and in results.
 * School facts stand on the student because a rule asks about the school the child attends.
 * Group codes in comments are those of the register (`docs/register`).
 */
export const facts = {
  // enrolment
  stage: about('学段', { kind: 'choice', of: 'stage' }, 'enrolment', '该生现在就读哪个学段？'),
  grade: about('年级', count('年级', 0, 9), 'enrolment', '该生现在就读本学段的几年级？'),
  in_county_school: about('就读县内学校', yesNo, 'enrolment', '该生就读的学校是否在本县？'),
  on_roll: about('在籍（正式学籍）', yesNo, 'enrolment', '该生是否有正式学籍？'),
  present: about('在校', yesNo, 'enrolment', '该生本学期是否实际在校就读？'),
  boards: about('寄宿', yesNo, 'enrolment', '该生是否在校寄宿？'),
  farming_specialty: about('涉农专业', yesNo, 'enrolment', '该生所学是否涉农专业？'),
  // school
  school_approved: about('幼儿园经县级以上教育行政部门批准', yesNo, 'school', '该园是否经县级以上教育行政部门批准设立？'),
  school_inclusive: about('普惠性', yesNo, 'school', '该园是否公办或普惠性幼儿园？'),
  school_rural: about('农村学校', yesNo, 'school', '该校是否农村学校？'),
  school_nutrition_plan: about('实施营养改善计划', yesNo, 'school', '该校（园）是否实施营养改善计划？'),
  school_supplies_meals: about('具备供餐条件', yesNo, 'school', '该园是否具备供餐条件？'),
  care_fee: about('保教费收费标准', perSchoolYear(5_000_000), 'fees', '该园每学年保教费收费标准是多少元？'),
  senior_tuition_fee: about('普通高中学费标准', perSchoolYear(5_000_000), 'fees', '该普通高中每学年学费标准是多少元？'),
  textbook_fee: about('教科书费', perSchoolYear(500_000), 'fees', '该生每学年教科书费是多少元？'),
  vocational_tuition_fee: about('中职学费标准', perSchoolYear(5_000_000), 'fees', '该中职学校每学年学费标准是多少元？'),
  dormitory_fee: about('住宿费标准', perSchoolYear(1_000_000), 'fees', '该校每学年住宿费标准是多少元？'),
  // designations (困难类别)
  lifted_out: designation('脱贫户', '该生家庭是否为脱贫户（继续享受政策）？'), // TP
  unstable: designation('脱贫不稳定户', '该生家庭是否为脱贫不稳定户（风险未消除）？'), // UN
  marginal: designation('边缘易致贫户', '该生家庭是否为边缘易致贫户（风险未消除）？'), // MG
  sudden_hardship: designation('突发严重困难户', '该生家庭是否为突发严重困难户（风险未消除）？'), // SU
  minimum_living: designation('城乡低保', '该生是否享受城乡低保？'), // DB
  extreme_hardship: designation('特困供养', '该生是否为特困供养人员？'), // TK
  orphan: designation('孤儿', '该生是否为孤儿？'), // OR
  de_facto_unsupported: designation('事实无人抚养儿童', '该生是否为事实无人抚养儿童？'),
  disabled: designation('残疾', '该生本人是否持有残疾人证？'), // DI
  martyr_child: designation('烈士子女', '该生是否为烈士子女？'), // MA
  low_income: designation('其他低收入人口', '该生家庭是否在民政部门低收入人口名册内？'),
  other_hardship: designation('学校认定的其他家庭经济困难', '学校是否已认定该生为家庭经济困难学生？'), // OT
  // residence
  hukou_in_county: about('本县户籍', yesNo, 'enrolment', '该生户籍是否在本县？'),
  // higher education
  entry_year: about('入学年', count('年', 2000, 2100), 'enrolment', '该生哪一年入学？'),
  full_time_degree: about('全日制学历教育', yesNo, 'enrolment', '该生就读的是否全日制学历教育？'),
  degree_or_diploma: about('普通本专科（含高职）', yesNo, 'enrolment', '该生就读的是否普通本科或专科（含高职）？'),
  tuition_fee: about('学费', perSchoolYear(20_000_000), 'fees', '该生每学年应缴学费是多少元？'),
  accommodation_fee: about('住宿费', perSchoolYear(2_000_000), 'fees', '该生每学年应缴住宿费是多少元？'),
  tuition_exempted: about('已享受免除学费', yesNo, 'fees', '该生是否已享受免除学费？'),
  // payment history (期初 and 发放花名册)
  senior_textbook_terms_paid: about('普高免教科书费已享受学期数', count('学期', 0, 20), null, '该生普通高中阶段免教科书费已享受几个学期？'),
  vocational_dormitory_terms_paid: about('中职免住宿费已享受学期数', count('学期', 0, 20), null, '该生中职阶段免住宿费已享受几个学期？'),
  vocational_textbook_terms_paid: about('中职免教科书费已享受学期数', count('学期', 0, 20), null, '该生中职阶段免教科书费已享受几个学期？'),
  // days and places
  birth_date: {
    subject: 'student',
    type: date('1980-01-01', '2099-12-31'),
    label: '出生日期',
    class: 'identity',
    asks: '该生的出生日期是哪一天？',
    group: null,
  },
  entered_on: about('入学日期', date('1990-01-01', '2099-12-31'), 'enrolment', '该生哪一天入学？'),
  hukou_division: about('户籍所在行政区划', { kind: 'code', of: 'division' }, 'enrolment', '该生户籍所在地的行政区划代码是什么？'),
  school_code: about('就读学校', { kind: 'code', of: 'school' }, 'enrolment', '该生就读学校的学校标识码是什么？'),
  // attendance of the term
  school_days: about('本学期应到校天数', count('天', 1, 200), 'enrolment', '该生本学期应到校多少天？'),
  absent_days: about('本学期缺勤天数', count('天', 0, 200), 'enrolment', '该生本学期缺勤多少天？'),
  months_present: about('本学期在校月数', count('个月', 0, 6), 'enrolment', '该生本学期在校几个月？'),
  // the transition and its grandfathered students (ZY-T7.R2, ZY-T7.R3, ZY-T7.R4)
  registered_poor_cohort: sensitive('2020年秋季学期在高校认定的原建档立卡', '该生是否在2020年秋季学期已就读陕西省地方高校，并在当时被认定为建档立卡家庭学生？'),
  shaanxi_local_university: about('就读陕西省地方高校', yesNo, 'enrolment', '该生就读的是否陕西省地方高校？'),
  programme_ends_on: about('学制正常结束日期', date('2000-01-01', '2099-12-31'), 'enrolment', '该生2020年秋季学期所读学制按正常年限哪一天结束？'),
  // the school's meals (ZY-T6.R1, CJ-T7.R1)
  school_four_plus_x: about('实行4+X供餐', yesNo, 'school', '该校是否已实行“4+X”供餐？'),
  school_in_nutrition_pilot: about('所在县市是营养改善计划试点', yesNo, 'school', '该校所在县市是否自治区营养改善计划试点县市？'),
  inner_junior_class: about('内初班', yesNo, 'enrolment', '该生是否就读内初班？'),
  // rural children (CJ-T6.R1, CJ-T8.R1, CJ-T11.R1) and the duty to attend (CJ-T1.R1, ZY-T2.I1, ZY-T14.I1)
  residence: about('家庭所在（城镇或农村）', { kind: 'choice', of: 'residence' }, 'enrolment', '该生家庭在城镇还是农村？'),
  left_behind: sensitive('留守儿童', '该生是否为留守儿童？'),
  child_in_difficulty: sensitive('困境儿童', '该生是否为困境儿童？'),
  compulsory_age: about('义务教育适龄', yesNo, 'enrolment', '该生是否为义务教育适龄儿童少年？'),
  unable_to_attend: sensitive('身体原因不具备学习条件（有证明）', '该生是否经专家委员会或医院证明因身体原因不具备学习条件？'),
  taught_at_home: sensitive('送教上门', '该生是否已接受送教上门？'),
  // where the status is kept, and what becomes of graduates (YY-T2.R1, YY-T4.R1, ZY-T9.I1)
  roll_in_county: about('学籍在本县', yesNo, 'enrolment', '该生的学籍是否在本县？'),
  junior_graduate: about('初中毕业生', yesNo, 'enrolment', '该生是否已初中毕业？'),
  senior_graduate: about('高中毕业生', yesNo, 'enrolment', '该生是否已高中毕业？'),
  went_on: about('毕业后升学', yesNo, 'enrolment', '该生毕业后是否已升学？'),
  // teachers (ZY-T4.R1, ZY-T4.R2, CJ-T4.R1, YY-T6.R1, YY-T6.R2, YY-T6.R3)
  teaches_in_rural_school: ofTeacher('任教乡村学校', yesNo, '该教师是否在乡村学校任教？'),
  teaches_compulsory: ofTeacher('任教义务教育', yesNo, '该教师是否任教义务教育阶段？'),
  education_worker: ofTeacher('教育工作者（不任教的，或支教的）', yesNo, '该人员是否为教育工作者（教研、管理、后勤，或从外地来支教）？'),
  in_service: ofTeacher('在职在岗', yesNo, '该教师是否在职在岗？'),
  teacher_yearly_pay: ofTeacher('全年工资收入', { kind: 'money', per: 'budget-year', minFen: 0, maxFen: 100_000_000 }, '该教师本预算年度工资收入合计多少元？'),
  township_allowance_qualified: ofTeacher('符合乡镇工作补贴条件', yesNo, '该教师是否符合规定的乡镇工作补贴条件？'),
  teaches_in_village_school: ofTeacher('任教村小学或教学点', yesNo, '该教师是否在村小学或教学点任教？'),
  full_time_teacher: ofTeacher('专任教师', yesNo, '该教师是否为专任教师？'),
  trained_this_year: ofTeacher('本年度已参加培训', yesNo, '该教师本年度是否已参加培训？'),
  // projects (YY-T5.R1)
  city_pairing_project: {
    subject: 'project',
    type: yesNo,
    label: '市本级“校校结对帮扶”工程',
    class: 'internal',
    asks: '该项目是否为市本级“校校结对帮扶”工程？',
    group: null,
  },
  // Yanjin: pupils and students (YJ-3.2.R1, YJ-3.4a.1b, YJ-3.4a.3c, YJ-3.4a.3d, YJ-3.4a.4b, YJ-3.4a.5a, YJ-3.4b.R1, YJ-3.6.R4)
  special_school: about('就读特殊教育学校', yesNo, 'school', '该生就读的是否特殊教育学校？'),
  new_student: about('本学年新生', yesNo, 'enrolment', '该生是否本学年新入学？'),
  travel_subsidy_received: about('本学段已领过新生路费补助', yesNo, null, '该生入读本学段以来是否领过新生路费补助？'),
  school_division: about('就读学校所在行政区划', { kind: 'code', of: 'division' }, 'school', '该生就读学校所在地的行政区划代码是什么？'),
  kindergarten_children: about('本园在园幼儿数', count('人', 0, 5000), 'school', '该园在园幼儿共多少人？'),
  preschool_grant_rank: about('学前教育资助排序', count('人', 1, 5000), null, '该生在本园学前教育资助对象中排第几？'),
  migrant_child: about('进城务工人员随迁子女', yesNo, 'enrolment', '该生是否进城务工人员随迁子女？'),
  wishes_vocational: about('愿意就读职业学校', yesNo, 'enrolment', '该生本人是否愿意就读职业学校？'),
  parent_remote_teaching_years: about('教师家长在偏远贫困地区连续从教年数', count('年', 0, 60), null, '该生的教师家长在偏远贫困地区已连续从教多少年？'),
  parent_teaches_remote: about('教师家长仍在偏远地区工作', yesNo, null, '该生的教师家长现在是否仍在偏远地区工作？'),
  // Yanjin: newly built schools (YJ-3.5.R1 to YJ-3.5.R5)
  project_stage: ofProject('新建学校的学段', { kind: 'choice', of: 'stage' }, '该新建学校办哪个学段？'),
  project_in_main_town: ofProject('位于主城区', yesNo, '该新建学校是否位于主城区？'),
  project_built_to_standard: ofProject('按规定标准新建', yesNo, '该校是否按照规定标准新建并已核实？'),
  project_public: ofProject('新建学校为公办', yesNo, '该新建学校是否公办？'),
  project_classes: ofProject('办学规模（班数）', count('个班', 0, 200), '该新建学校有多少个班？'),
  project_pupils: ofProject('办学规模（人数）', count('人', 0, 20_000), '该新建学校有多少名学生（幼儿）？'),
  // Yanjin: schools (YJ-3.4a.5b, YJ-3.6.R1)
  school_stage: ofSchool('学校的学段', { kind: 'choice', of: 'stage' }, '该校办哪个学段？'),
  school_pupils: ofSchool('学校在校生数', count('人', 0, 20_000), '该校在校生共多少人？'),
  school_staff: ofSchool('学校在编教职工数', count('人', 0, 5000), '该校在编教职工共多少人？'),
  business_income: ofSchool('年度事业收入', perBudgetYear(100_000_000_00), '该园本预算年度事业收入是多少元？'),
  aid_set_aside: ofSchool('从事业收入提取的资助经费', perBudgetYear(100_000_000_00), '该园本预算年度从事业收入中提取了多少元资助经费？'),
  // Yanjin: teachers (YJ-3.6.R2 to YJ-3.6.R5)
  teaches_in_poor_village: ofTeacher('任教贫困村所在地学校', yesNo, '该教师是否在贫困村所在地学校任教？'),
  teaching_area_class: ofTeacher('任教学校的地区类别', count('类', 1, 3), '该教师任教的学校属于第几类地区？'),
  village_teaching_years: ofTeacher('在村小学、教学点任教年数', count('年', 0, 60), '该教师在村小学、教学点已任教多少年？'),
  head_on_rotation: ofTeacher('交流轮岗的校（园）长', yesNo, '该教师是否为交流轮岗的校（园）长？'),
  teacher_seriously_ill: { ...ofTeacher('教师患重大疾病', yesNo, '该教师是否患重大疾病？'), class: 'restricted' },
  // national standards (N-01, N-02, N-13 to N-21)
  last_kindergarten_year: about('学前一年（大班）', yesNo, 'enrolment', '该生是否在学前最后一年（大班）？'),
  public_kindergarten: about('公办幼儿园', yesNo, 'school', '该园是否公办幼儿园？'),
  similar_public_care_fee: about('当地同类公办园保教费标准', perSchoolYear(5_000_000), 'fees', '当地同类型公办幼儿园每学年保教费标准是多少元？'),
  degree_level: about('高等教育层次', { kind: 'choice', of: 'degree' }, 'enrolment', '该生就读的是专科、本科、硕士还是博士？'),
  school_in_poor_region: about('学校在原连片特困、涉藏地区或南疆', yesNo, 'school', '该中职学校是否在原连片特困地区、涉藏地区或南疆？'), // N-11
  suspended: about('休学', yesNo, 'enrolment', '该生本学期是否休学？'),
  // sums by level, income and attendance, with a ceiling on what one school year gives (the county of the benchmark, W1)
  hardship_level: {
    subject: 'student',
    type: { kind: 'choice', of: 'hardship_level' },
    label: '家庭经济困难等级',
    class: 'restricted',
    asks: '该生家庭经济困难认定为哪一等级？',
    group: null,
  },
  household_income: { ...about('家庭人均年收入', perBudgetYear(100_000_000), null, '该生家庭上一年人均收入是多少元？'), class: 'restricted' },
  days_attended: about('本学期实际到校天数', count('天', 0, 200), 'enrolment', '该生本学期实际到校多少天？'),
  aid_paid_this_school_year: about('本学年已发资助金额', perSchoolYear(10_000_000), null, '该生本学年已经领到多少元资助？'),
} as const satisfies Readonly<Record<string, FactDefinition>>

export type FactKey = keyof typeof facts
export const factKeys = Object.keys(facts) as readonly FactKey[]
/** The facts about one kind of subject, in the order of the dictionary. */
export const factKeysOf = (subject: SubjectKind): readonly FactKey[] => factKeys.filter(k => facts[k].subject === subject)
export const factOf = (key: FactKey): FactDefinition => facts[key]

type ValueOf<T extends FactType> = T extends { kind: 'yes-no' } ? boolean : T extends { kind: 'choice' | 'date' | 'code' } ? string : number
/** A subject's facts as plain values; `null` is unknown. Money in fen, a date as `YYYY-MM-DD`. */
export type FactValues = { readonly [K in FactKey]: ValueOf<(typeof facts)[K]['type']> | null }
export const nothingKnown: FactValues = Object.freeze(Object.fromEntries(factKeys.map(k => [k, null]))) as FactValues
