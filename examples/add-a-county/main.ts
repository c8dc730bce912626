/**
 * How does a county that adopts another county's rules come into the house? Its pack names the base, its own division
 * and its own paper; until when the paper is in force decides for which terms it answers.
 */
import { day, parseTerm } from '@yingjin/kernel'
import pengshui from '@yingjin/pack-500243-pengshui'
import { loadPack, policyFor, wordPackProblem, wordPackRefused } from '@yingjin/policy'
import { adoptingPack } from '@yingjin/policy/author'

const neighbour = adoptingPack({
  id: '990102-stonebridge',
  division: '990102',
  base: '500243-pengshui',
  document: {
    title: '2022年家庭经济困难学生资助办法（虚构）',
    issuer: '石桥县教育局',
    number: '石教发〔2022〕3号',
    promulgated: day('2022-07-01'),
    inForce: [day('2022-09-01'), day('2023-03-01')],
    replaces: [],
  },
})

const loaded = loadPack(neighbour, { [pengshui.id]: pengshui })
if (!loaded.ok) throw new Error(wordPackRefused(loaded.problem).join('\n'))
process.stdout.write(`${loaded.value.document.issuer}《${loaded.value.document.title}》\n`)

for (const written of ['2022年秋季学期', '2023年春季学期']) {
  const term = parseTerm(written)
  if (!term.ok) throw new Error(written)
  const policy = policyFor(loaded.value, term.value)
  process.stdout.write(policy.ok ? `${written}：${policy.value.lines.length} 个资助项目\n` : `${written}：${wordPackProblem(policy.problem)}\n`)
}

const withoutBase = loadPack(neighbour, {})
if (!withoutBase.ok) process.stdout.write(`缺了所依据的政策包：${wordPackRefused(withoutBase.problem).join('；')}\n`)
