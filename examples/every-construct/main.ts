/**
 * What can a rule be made of? Every construct that a pack writer has, once, and how it reads on the page of the pack. The
 * names on the left are those of `@yingjin/policy/author`; a test holds this list against all of them.
 */
import { day, yuan } from '@yingjin/kernel'
import { describe, documentWords, type Node } from '@yingjin/policy'
import * as rule from '@yingjin/policy/author'

const { choiceFact, codeFact, count, countFact, dayFact, fact, feeFact, moneyFact, rate, sum } = rule
const year = (yuans: number): rule.Sum<'school-year'> => sum(yuan(yuans).perSchoolYear())
const clause = 'A-1'

/** 值：写在文件里的数、事实。 */
const values = {
  sum: year(1000),
  count: count(200, '天'),
  rate: rate(80, 100),
  date: rule.date(day('2022-09-01')),
  choice: rule.choice('stage', 'primary'),
  yes: rule.yes,
  no: rule.no,
  fact: fact('boards'),
  choiceFact: choiceFact('stage', 'stage'),
  countFact: countFact('grade', '年级'),
  feeFact: feeFact('care_fee'),
  moneyFact: moneyFact('business_income', 'budget-year'),
  dayFact: dayFact('birth_date'),
  codeFact: codeFact('hukou_division', 'division'),
  firstDayOfTerm: rule.firstDayOfTerm,
}

/** 条件：成立、不成立或未知。 */
const conditions = {
  all: rule.all(fact('on_roll'), fact('present')),
  any: rule.any(fact('orphan'), fact('disabled')),
  isNot: rule.isNot(fact('lifted_out')),
  isOneOf: rule.isOneOf(choiceFact('stage', 'stage'), ['primary', 'junior']),
  inSeason: rule.inSeason('autumn'),
  compare: rule.compare(countFact('grade', '年级'), 'at-most', count(2, '年级')),
  between: rule.between(countFact('entry_year', '年'), count(2018, '年'), count(2021, '年')),
  isDay: rule.isDay(dayFact('entered_on'), 'on-or-before', rule.date(day('2020-12-31'))),
  isWithin: rule.isWithin(codeFact('hukou_division', 'division'), { code: '990188', name: '芦湾县' }),
  isSchool: rule.isSchool(codeFact('school_code', 'school'), { code: '9901880001', name: '芦湾县第一中学' }),
  termsLeft: rule.termsLeft(countFact('vocational_dormitory_terms_paid', '学期'), count(5, '学期')),
  personDecides: rule.personDecides('A-1', '没有点名的类别是否按“等”字享受'),
  isKnownAtAll: rule.isKnownAtAll(feeFact('tuition_fee')),
}

/** 数量和日期。 */
const counts = {
  ageAt: rule.ageAt(dayFact('birth_date'), rule.firstDayOfTerm, 'mar-1'),
  daysBetween: rule.daysBetween(dayFact('entered_on'), rule.firstDayOfTerm),
  overlapDays: rule.overlapDays(
    { from: dayFact('entered_on'), to: dayFact('programme_ends_on') },
    { from: rule.date(day('2022-09-01')), to: rule.date(day('2023-01-31')) },
  ),
  countShare: rule.countShare(countFact('kindergarten_children', '人'), rate(10, 100), 'down', clause),
  relatedCount: rule.relatedCount('children-of-household', fact('present')),
}

/** 金额怎样算。 */
const amounts = {
  add: rule.add(year(3000), year(1200)),
  subtract: rule.subtract(year(1200), year(1000)),
  negate: rule.negate(year(100)),
  multiply: rule.multiply(year(10), count(3, '人')),
  perDay: rule.perDay(sum(yuan(5).perDay()), count(200, '天'), 'school-year'),
  perMonth: rule.perMonth(sum(yuan(300).perMonth()), countFact('months_present', '个月'), 'term'),
  capped: rule.capped(feeFact('care_fee'), year(1500)),
  clamp: rule.clamp(feeFact('care_fee'), year(500), year(1500)),
  highest: rule.highest(year(660), year(800)),
  lowest: rule.lowest(feeFact('tuition_fee'), year(8000)),
  loanCeiling: rule.loanCeiling(feeFact('tuition_fee'), year(0), year(12000)),
  divide: rule.divide(year(1000), 3, 'half-up', clause),
  timesRate: rule.timesRate(year(1000), rate(80, 100)),
  round: rule.round(rule.timesRate(year(1000), rate(80, 100)), 'down', clause),
  proportion: rule.proportion(year(1000), {
    kept: countFact('months_present', '个月'),
    whole: count(5, '个月'),
    floor: count(1, '个月'),
    atFloor: 'not-below',
    mode: 'down',
    clause,
  }),
  choose: rule.choose([[fact('school_rural'), year(800)]], year(500)),
  table: rule.table(choiceFact('stage', 'stage'), { primary: year(1000), junior: year(1250) }, ['preschool', 'senior', 'vocational', 'higher']),
  brackets: rule.brackets(
    countFact('grade', '年级'),
    { from: count(0, '年级'), to: count(3, '年级'), gives: year(300) },
    { from: count(3, '年级'), to: null, gives: year(500) },
  ),
  marginalBrackets: rule.marginalBrackets(
    feeFact('tuition_fee'),
    { from: year(0), to: year(5000), rate: rate(80, 100) },
    { from: year(5000), to: null, rate: rate(50, 100) },
  ),
  byPriority: rule.byPriority(
    [
      { name: '孤儿', when: fact('orphan'), gives: year(2000) },
      { name: '残疾', when: fact('disabled'), gives: year(1500) },
    ],
    year(1000),
  ),
  personSetsAmount: rule.personSetsAmount('A-1', '按家庭情况定', year(500), year(1000)),
}

/** 一个条目的标准最后是什么。 */
const standards = {
  halfEachTerm: rule.halfEachTerm(year(1250)),
  onceInAutumn: rule.onceInAutumn(year(1250)),
  waiverOf: rule.waiverOf(feeFact('dormitory_fee')),
  waiverNotStated: rule.waiverNotStated,
  inKindWorth: rule.inKindWorth(year(100)),
  inKindNotStated: rule.inKindNotStated,
  withoutAmount: rule.withoutAmount,
}

const words = documentWords({ parameters: {}, readings: {}, lines: [] })
const show = (title: string, of: Readonly<Record<string, Node>>): void => {
  process.stdout.write(`${title}\n`)
  for (const [name, node] of Object.entries(of)) process.stdout.write(`  ${name.padEnd(17)} ${describe(node, words)}\n`)
}
show('值', values)
show('条件', conditions)
show('数量和日期', counts)
show('金额', amounts)
show('标准', standards)
