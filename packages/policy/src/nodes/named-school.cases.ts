import type { NodeCase } from './node-case.ts'
import { codeFact } from './fact.ts'
import { isSchool } from './named-school.ts'
import { isNot } from './not.ts'

const partner = isSchool(codeFact('school_code', 'school'), { code: '9901010011', name: '协作市第一职业学校' }, { code: '0901010012', name: '协作市技工学校' })

export const namedSchoolCases: readonly NodeCase[] = [
  { that: 'a school the text names', node: partner, facts: { school_code: '9901010011' }, gives: true, says: '就读协作市第一职业学校（9901010011）' },
  { that: 'another it names, whose code begins with nought', node: partner, facts: { school_code: '0901010012' }, gives: true },
  {
    that: 'a school it does not name',
    node: partner,
    facts: { school_code: '9901010013' },
    gives: false,
    says: '就读学校：9901010013，要求就读协作市第一职业学校或协作市技工学校',
  },
  { that: 'an unknown school is not another', node: isNot(partner), gives: null, missing: ['school_code'] },
]
