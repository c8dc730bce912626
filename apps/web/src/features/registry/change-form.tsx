import { enrolmentStateWords, guardianGroundWords, type Matter, numberKindWords, type Says } from '@yingjin/domain/registry'
import type { ComponentProps } from 'react'
import { office } from '../../shared/ask/index.ts'
import { OrderForm, type OrderField } from '../../shared/order-form.tsx'

type Said = Readonly<Record<string, string>>
type Wanted = Parameters<typeof office.registry.requestChange>[0]['wanted']
type Change = Readonly<{ fields: readonly OrderField[]; begins: (says: Says) => Said; wanted: (said: Said, says: Says) => Wanted }>

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, word]) => ({ value, word }))
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const orNull = (said: string | undefined): string | null => (said === undefined || said === '' ? null : said)
const from = (says: Says, ...keys: readonly string[]): Said => Object.fromEntries(keys.map(key => [key, text(says[key])]))
const day = (label: string, key: string): OrderField => ({ key, label, kind: 'line', placeholder: '2022-09-01' })

/** What may be asked to be changed of a matter; each is said whole, as the approver is to confirm it. */
const changes: Readonly<Partial<Record<Matter, Change>>> = {
  particulars: {
    fields: [
      { key: 'name', label: '姓名', kind: 'line', required: true },
      { key: 'former_name', label: '曾用名', kind: 'line' },
      { key: 'sex', label: '性别', kind: 'choice', options: choices({ 男: '男', 女: '女' }) },
      day('出生日期', 'born_on'),
    ],
    begins: says => from(says, 'name', 'former_name', 'sex', 'born_on'),
    wanted: said => ({
      matter: 'particulars',
      name: said['name'] ?? '',
      formerName: orNull(said['former_name']),
      sex: orNull(said['sex']) as '男' | '女' | null,
      bornOn: orNull(said['born_on']),
    }),
  },
  identity_number: {
    fields: [
      { key: 'kind', label: '种类', kind: 'choice', options: choices(numberKindWords), required: true },
      { key: 'number', label: '正确的号码', kind: 'line', required: true, says: '照证件上的写全。' },
    ],
    begins: says => from(says, 'kind'),
    wanted: said => ({ matter: 'identity-number', kind: said['kind'] as 'resident-id', number: said['number'] ?? '' }),
  },
  residence: {
    fields: [
      { key: 'hukou_division', label: '户籍区划代码（6 位）', kind: 'line' },
      { key: 'township', label: '乡镇', kind: 'line' },
      { key: 'village', label: '村（社区）', kind: 'line' },
      { key: 'village_group', label: '组', kind: 'line' },
      { key: 'address', label: '住址', kind: 'line' },
    ],
    begins: says => from(says, 'hukou_division', 'township', 'village', 'village_group', 'address'),
    wanted: (said, says) => ({
      matter: 'residence',
      hukouDivision: orNull(said['hukou_division']),
      township: orNull(said['township']),
      village: orNull(said['village']),
      villageGroup: orNull(said['village_group']),
      address: orNull(said['address']),
      atArea: orNull(text(says['at_area'])),
    }),
  },
  enrolment: {
    fields: [
      { key: 'state', label: '实际状态', kind: 'choice', options: choices(enrolmentStateWords), required: true },
      { ...day('从哪一天起', 'from'), required: true },
    ],
    begins: () => ({}),
    wanted: (said, says) => ({
      matter: 'enrolment',
      of: says['matter'] === 'present' ? 'present' : 'on-roll',
      state: said['state'] as 'enrolled',
      schoolId: orNull(text(says['at_school_id'])),
      classId: orNull(text(says['at_class_id'])),
      stage: orNull(text(says['stage'])) as 'primary' | null,
      grade: /^\d$/.test(text(says['grade'])) ? Number(says['grade']) : null,
      boards: typeof says['boards'] === 'boolean' ? says['boards'] : null,
      from: said['from'] ?? '',
    }),
  },
  guardianship: {
    fields: [
      { key: 'guardian_name', label: '监护人姓名', kind: 'line', required: true },
      { key: 'relation', label: '与孩子的关系', kind: 'line' },
      {
        key: 'ground',
        label: '依据',
        kind: 'choice',
        options: choices({ law: guardianGroundWords.law, 'de-facto': guardianGroundWords['de-facto'] }),
        required: true,
      },
    ],
    begins: says => from(says, 'guardian_name', 'relation', ...(says['ground'] === 'unsaid' ? [] : ['ground'])),
    wanted: said => ({
      matter: 'guardianship',
      guardianName: said['guardian_name'] ?? '',
      relation: orNull(said['relation']),
      ground: said['ground'] as 'law',
    }),
  },
}

export const isChangeable = (matter: Matter): boolean => changes[matter] !== undefined

/** This is not right: what it should be, and how one knows. It is asked for, and somebody else confirms it. */
export const ChangeForm = ({ personId, matter, says, done }: Readonly<{ personId: string; matter: Matter; says: Says; done: () => void }>) => {
  const change = changes[matter]
  if (change === undefined) return null
  const submit: ComponentProps<typeof OrderForm>['submit'] = (said, beside) =>
    office.registry.requestChange({ personId, wanted: change.wanted(said, says), reason: said['reason'] ?? '' }, beside)
  return (
    <OrderForm
      id={`change ${personId} ${matter} ${text(says['valid_from'])} ${text(says['matter'])}`}
      fields={[...change.fields, { key: 'reason', label: '怎么知道的（证件、证明、谁说的）', kind: 'words', rows: 2, required: true }]}
      begins={change.begins(says)}
      button="申请更正"
      says="交上去由另一个人审批；批准以前，原来的记载照旧，批准以后也留着。"
      submit={submit}
      done={done}
    />
  )
}
