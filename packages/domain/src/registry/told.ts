import type { FactKey } from '@yingjin/facts'
import type { RosterKind, Value } from '@yingjin/intake'
import { birthAndLastFourIn, identityText, type PlainDate, plainName, readResidentId, readStudentNumber, withoutNumbers } from '@yingjin/kernel'

/** One accepted row of a roster, in the words of its kind's columns, and where it stood. */
export type RosterRow = Readonly<{ sheet: string; row: number; values: Readonly<Record<string, Value>> }>

/** Numbers by which the registry knows a person; a phone tells nobody apart. */
export type NumberKind = 'resident-id' | 'permit' | 'certificate-number' | 'student-number' | 'phone'

export type EnrolmentState = 'enrolled' | 'suspended' | 'transferred-out' | 'graduated' | 'left' | 'not-enrolled'

/** What one row says of the person it stands for. What it does not say is null; nothing is repaired. */
export type Told = Readonly<{
  name: string | null
  formerName: string | null
  sex: '男' | '女' | null
  bornOn: PlainDate | null
  numbers: readonly Readonly<{ kind: NumberKind; text: string; birthAndLastFour: string | null }>[]
  /** A number of a person was written and cannot be read as one. */
  damagedNumber: boolean
  residence: Readonly<{
    hukouDivision: string | null
    township: string | null
    village: string | null
    villageGroup: string | null
    address: string | null
  }> | null
  school: Readonly<{ code: string | null; name: string | null }> | null
  enrolment: Readonly<{
    matter: 'on-roll' | 'present'
    state: EnrolmentState
    stage: string | null
    grade: string | null
    className: string | null
    boards: boolean | null
  }> | null
  designations: readonly Readonly<{ kind: FactKey; standing: 'yes' | 'no'; detail: Readonly<Record<string, Value>> }>[]
  household: Readonly<{ register: HouseholdRegister; number: string; relation: string | null }> | null
  guardian: Guardian | null
  payment: Readonly<{ item: string; term: string; amount: bigint; paidOn: PlainDate | null; state: string | null }> | null
  opening: Readonly<{ item: string; terms: number; amount: bigint | null; stage: string | null; designation: string | null }> | null
}>

/** A guardian is a person where a whole number says who; otherwise a name beside the child. */
export type Guardian = Readonly<{
  name: string
  relation: string | null
  ground: 'law' | 'de-facto' | 'unsaid'
  sex: '男' | '女' | null
  bornOn: PlainDate | null
  number: Readonly<{ kind: 'resident-id' | 'permit'; text: string; birthAndLastFour: string | null }> | null
  phone: string | null
}>

export type HouseholdRegister = 'hukou' | 'lifted-out' | 'monitored' | 'low-income' | 'other'

const registers: Readonly<Record<string, HouseholdRegister>> = {
  'household-register': 'hukou',
  'lifted-out-continuing': 'lifted-out',
  'lifted-out-not-continuing': 'lifted-out',
  'monitored-at-risk': 'monitored',
  'monitored-risk-removed': 'monitored',
  'monitoring-export': 'monitored',
  'low-income': 'low-income',
}

/** Rosters whose rows say that somebody is on the roll, or in the classroom. */
const enrols: Readonly<Record<string, 'on-roll' | 'present'>> = {
  'student-roll': 'on-roll',
  'vocational-roll': 'on-roll',
  'kindergarten-children': 'on-roll',
  'pupils-present': 'present',
}

/** What is written beside a designation and belongs to it. */
const details = [
  'household_kind',
  'monitored_category',
  'designated_on',
  'disability_category',
  'disability_grade',
  'orphan_kind',
  'low_income_category',
  'risk_removed',
  'removed_on',
  'policy_continues',
] as const

/** 学生当前状态 as the roll system and schools write it. A word nobody knows says nothing. */
const states: readonly (readonly [RegExp, EnrolmentState])[] = [
  [/休学/u, 'suspended'],
  [/转出|转走|转学离校/u, 'transferred-out'],
  [/毕业|结业/u, 'graduated'],
  [/退学|流失|辍学|离校|死亡|注销|开除|肄业/u, 'left'],
  [/在读|在籍|在校|正常|复学|转入|注册|入学|借读/u, 'enrolled'],
]

const text = (value: Value | undefined): string | null => {
  const written = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  return written === '' ? null : written
}
/** Words of a row, which stand readable in the registry: a number of a person among them stays in the sealed row alone. */
const words = (value: Value | undefined): string | null => {
  const written = text(value)
  return written === null ? null : withoutNumbers(written)
}
/** A name without the harmless differences of writing (a line break in the cell, a blank between characters): the same child is not asked about for them. */
const nameIn = (value: Value | undefined): string | null => {
  const written = plainName(text(value) ?? '')
  return written === '' ? null : withoutNumbers(written)
}
const flag = (value: Value | undefined): boolean | null => (typeof value === 'boolean' ? value : null)
const fen = (value: Value | undefined): bigint | null => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : null)

/** What a row of a roster says, matter by matter; of what it is about, its kind decides. */
export const toldBy = (kind: RosterKind, { values: v }: RosterRow): Told => {
  const id = readResidentId(text(v['id_number']) ?? '')
  const numbers: { kind: NumberKind; text: string; birthAndLastFour: string | null }[] = []
  const whole = id.id18 ?? id.id18Old
  if (whole !== null) numbers.push({ kind: 'resident-id', text: whole, birthAndLastFour: birthAndLastFourIn(whole) })
  if (id.class === 'PERMIT') numbers.push({ kind: 'permit', text: id.clean, birthAndLastFour: null })
  const student = readStudentNumber(text(v['student_number']) ?? (id.class === 'PSEUDO' ? id.clean : ''))
  if (student.ok) numbers.push({ kind: 'student-number', text: student.value.number, birthAndLastFour: null })
  const phone = phoneIn(v['phone'])
  if (phone !== null) numbers.push({ kind: 'phone', text: phone, birthAndLastFour: null })
  const certificate = text(v['disability_number'])
  if (certificate !== null) numbers.push({ kind: 'certificate-number', text: identityText('certificate-number', certificate), birthAndLastFour: null })

  const sex = v['sex'] === 'male' || id.sex === 'male' ? '男' : v['sex'] === 'female' || id.sex === 'female' ? '女' : null
  const residence = {
    hukouDivision: words(v['hukou_division']),
    township: words(v['township']),
    village: words(v['village']),
    villageGroup: words(v['village_group']),
    address: words(v['address']),
  }
  const school = { code: words(v['school_code']), name: words(v['school_name']) }
  return {
    name: nameIn(v['name']),
    formerName: nameIn(v['former_name']),
    sex: v['sex'] === 'female' ? '女' : sex,
    bornOn: (text(v['birth_date']) as PlainDate | null) ?? id.birth,
    numbers,
    damagedNumber: numbers.every(({ kind: of }) => of === 'phone') && id.class !== 'NONE',
    residence: Object.values(residence).every(each => each === null) ? null : residence,
    school: school.code === null && school.name === null ? null : school,
    enrolment: enrolmentTold(kind, v),
    designations: designationsTold(kind, v),
    household: householdTold(kind, v),
    guardian: guardianTold(v),
    payment: paymentTold(kind, v),
    opening: openingTold(kind, v),
  }
}

type Values = RosterRow['values']

const enrolmentTold = (kind: RosterKind, v: Values): Told['enrolment'] => {
  const matter = enrols[kind.id]
  if (matter === undefined) return null
  const state = matter === 'present' ? presence(flag(v['present'])) : stateIn(text(v['roll_status']))
  if (state === null) return null
  return {
    matter,
    state,
    stage: words(v['stage']) ?? kind.stage ?? null,
    grade: words(v['grade']),
    className: words(v['class_name']),
    boards: flag(v['boards']),
  }
}
const presence = (present: boolean | null): EnrolmentState | null => (present === null ? null : present ? 'enrolled' : 'left')
const stateIn = (status: string | null): EnrolmentState | null => (status === null ? 'enrolled' : (states.find(([said]) => said.test(status))?.[1] ?? null))

const designationsTold = (kind: RosterKind, v: Values): Told['designations'] => {
  if (kind.direction === 'neutral') return []
  const detail = Object.fromEntries(
    details.flatMap(key => {
      const value = v[key]
      return value === undefined || value === null ? [] : [[key, typeof value === 'string' ? withoutNumbers(value) : value]]
    }),
  )
  return kind.establishes.flatMap(({ fact, value, when }) => {
    if (value !== 'yes' && value !== 'no') return []
    if (when !== undefined && !when.is.includes(String(v[when.column]))) return []
    return [{ kind: fact, standing: value, detail }]
  })
}

/** Parents and whoever is written to be so by law; whoever cares in their place (委托照护); of others (爷爷) nothing is said. */
const grounds: readonly (readonly [RegExp, Guardian['ground']])[] = [
  [/实际|事实|委托|受托|代管|代为|照护|照料|临时/u, 'de-facto'],
  [/法定|^(亲生|生)?(父|母)(亲)?$|^爸爸?$|^妈妈?$|^养(父|母)(亲)?$|^父母$/u, 'law'],
]

const phoneIn = (value: Value | undefined): string | null => {
  const written = identityText('phone', text(value) ?? '')
  return /^\d{7,12}$/.test(written) ? written : null
}

const guardianTold = (v: Values): Guardian | null => {
  const name = nameIn(v['guardian_name'])
  if (name === null) return null
  const relation = words(v['guardian_relation'])
  const id = readResidentId(text(v['guardian_id_number']) ?? '')
  const whole = id.id18 ?? id.id18Old
  return {
    name,
    relation,
    ground: grounds.find(([said]) => said.test(relation ?? ''))?.[1] ?? 'unsaid',
    sex: id.sex === 'male' ? '男' : id.sex === 'female' ? '女' : null,
    bornOn: id.birth,
    number:
      whole !== null
        ? { kind: 'resident-id', text: whole, birthAndLastFour: birthAndLastFourIn(whole) }
        : id.class === 'PERMIT'
          ? { kind: 'permit', text: id.clean, birthAndLastFour: null }
          : null,
    phone: phoneIn(v['guardian_phone']),
  }
}

/**
 * What of a row says who it stands for, in one writing: the same of two rows is the same evidence, whatever else they say.
 */
export const evidenceOf = ({ name, formerName, bornOn, numbers, school, residence }: Told): string =>
  JSON.stringify([
    name,
    formerName,
    bornOn,
    numbers
      .filter(({ kind }) => kind !== 'phone')
      .map(({ kind, text: number }) => `${kind} ${number}`)
      .toSorted(),
    school?.code ?? school?.name ?? null,
    residence?.township ?? null,
    residence?.village ?? null,
  ])

const householdTold = (kind: RosterKind, v: Values): Told['household'] => {
  const number = text(v['household_number'])
  return number === null ? null : { register: registers[kind.id] ?? 'other', number, relation: words(v['relation_to_head']) }
}

const paymentTold = (kind: RosterKind, v: Values): Told['payment'] => {
  if (kind.id !== 'payment-roster') return null
  const [item, term, amount] = [words(v['aid_item']), words(v['term']), fen(v['amount'])]
  if (item === null || term === null || amount === null) return null
  return { item, term, amount, paidOn: text(v['pay_date']) as PlainDate | null, state: words(v['payment_status']) }
}

const openingTold = (kind: RosterKind, v: Values): Told['opening'] => {
  if (kind.id !== 'opening-entries') return null
  const [item, terms] = [words(v['aid_item']), v['terms_paid']]
  if (item === null || typeof terms !== 'number' || !Number.isSafeInteger(terms) || terms < 0) return null
  return { item, terms, amount: fen(v['sum_paid']), stage: words(v['stage']), designation: words(v['designation']) }
}
