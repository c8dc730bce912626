import type { Problem, WordingFor } from '@yingjin/kernel'
import { evidenceTypeIds, evidenceTypes, mostEvidence } from './evidence.ts'
import { type OpenKind, openKinds, type Proof, proofs } from './lead-kind.ts'
import { possibleWith, type QuestionMatter, type QuestionMove, questionMoveWords, type QuestionState, questionStateWords } from './question.ts'
import { type LeadMove, leadMoveWords, type LeadState, leadStateWords, possibleIn } from './lead-state.ts'

export type LeadsProblem =
  | Problem<'leads/not-found', { leadId: string }>
  | Problem<'leads/not-now', { leadId: string; state: LeadState; move: LeadMove }>
  | Problem<'leads/other-proof', { kind: OpenKind; proof: Proof }>
  | Problem<'leads/own-proposal'>
  | Problem<'leads/no-such-question', { questionId: string }>
  | Problem<'leads/question-not-now', { questionId: string; matter: QuestionMatter; state: QuestionState; move: QuestionMove }>
  | Problem<'leads/answer-not-understood', { given: string; expected: string }>
  | Problem<'leads/own-answer'>
  | Problem<'leads/file-missing', { leadId: string; proof: Proof }>
  | Problem<'leads/no-such-file', { evidenceId: string }>
  | Problem<'leads/file-destroyed', { evidenceId: string }>
  | Problem<'leads/file-there', { name: string }>
  | Problem<'leads/other-content', { name: string }>
  | Problem<'leads/too-many-files', { files: number; bytes: number }>
  | Problem<'leads/no-such-owner', { accountId: string }>
  | Problem<'leads/owner-may-not', { accountId: string; what: string }>
  | Problem<'leads/needs-whole-county', { fields: readonly string[] }>
  | Problem<'leads/owners-need-whole-county', { fields: readonly string[] }>
  | Problem<'leads/needs-categories'>
  | Problem<'leads/other-county', { county: string; own: string }>
  | Problem<'leads/run-changed', { run: string }>
  | Problem<'leads/no-such-run', { run: string }>
  | Problem<'leads/not-one-question', { asked: readonly string[] }>
  | Problem<'leads/list-changed', { seen: number; now: number }>
  | Problem<'leads/listed-otherwise'>
  | Problem<'leads/too-many-listed', { total: number; most: number }>
  | Problem<'leads/one-by-one', { asked: string }>
  | Problem<'leads/not-supposable', { facts: readonly string[] }>
  | Problem<'leads/sees-part-only', { run: string }>
  | Problem<'leads/run-older', { run: string; newest: string }>
  | Problem<'leads/run-dropped', { run: string; says: string }>
  | Problem<'leads/run-published', { run: string }>
  | Problem<'leads/not-reviewed', { run: string }>
  | Problem<'leads/look-replaced'>
  | Problem<'leads/no-workbook', { name: string; why: string }>
  | Problem<'leads/no-such-alternative', { simulationId: string; alternative: number }>
  | Problem<'leads/children-no-more', { simulationId: string }>
  | Problem<'leads/person-unknown', { persons: readonly string[] }>
  | Problem<'leads/found-twice', { kind: OpenKind; personId: string }>

export const leadsWording: WordingFor<LeadsProblem> = {
  'leads/not-found': p => `没有找到线索 ${p.leadId}，或者不在您的权限范围内。请核对后再试。`,
  'leads/not-now': p =>
    `线索 ${p.leadId} 现在是“${leadStateWords[p.state]}”，不能${leadMoveWords[p.move]}。现在可以：${possibleIn(p.state)
      .map(move => leadMoveWords[move])
      .join('、')}。`,
  'leads/other-proof': p =>
    `“${openKinds[p.kind].word}”不能凭“${proofs[p.proof]}”销号。可以凭：${openKinds[p.kind].closesWith.map(one => proofs[one]).join('、')}。`,
  'leads/own-proposal': () => '提请销号的人不能自己销号，请由另一位同事核对凭据后办理。',
  'leads/no-such-question': p => `没有找到待决问题 ${p.questionId}，或者不在您的权限范围内。请核对后再试。`,
  'leads/question-not-now': p =>
    `问题 ${p.questionId} 现在是“${questionStateWords[p.state]}”，不能${questionMoveWords[p.move]}。现在可以：${possibleWith(p.matter, p.state)
      .map(move => questionMoveWords[move])
      .join('、')}。`,
  'leads/answer-not-understood': p => `填写的“${p.given}”不能用；请填${p.expected}。`,
  'leads/own-answer': () => '作答的人不能自己复核，请由另一位同事核对后办理。',
  'leads/file-missing': p =>
    `凭“${proofs[p.proof]}”销号要有文件为证，线索 ${p.leadId} 还没有标为“${proofs[p.proof]}”的凭据文件（重新打开以前附的不算）。请先附上（${evidenceTypeIds.map(type => evidenceTypes[type]).join('、')}），再办理。`,
  'leads/no-such-file': p => `这里没有凭据文件 ${p.evidenceId}，或者不在您的权限范围内。请刷新页面后再试。`,
  'leads/file-destroyed': p => `凭据文件 ${p.evidenceId} 已经销毁，内容不再保存。为什么销毁，请看办理记录。`,
  'leads/file-there': p => `同一个文件已经附在这里（“${p.name}”），没有再存一份。请直接用已有的那一份。`,
  'leads/other-content': p => `收到的“${p.name}”和提交时写明的不一样（大小或内容不同），可能在路上被截断，没有收下。请重新上传。`,
  'leads/too-many-files': p =>
    `一条线索或一个问题最多附 ${mostEvidence.files} 个文件、共 ${mostEvidence.recordBytes / 1_048_576} MB，现在已有 ${p.files} 个、${(p.bytes / 1_048_576).toFixed(1)} MB。请先销毁不需要的，或合并成一个文件。`,
  'leads/no-such-owner': p => `账号 ${p.accountId} 不存在或已停用，不能派给它。请另选责任人。`,
  'leads/owner-may-not': p =>
    `账号 ${p.accountId} 不能办理这个孩子的${p.what}（没有这样的权限，或者孩子不在他的范围内），没有派给它。请从“派给”列出的人里选，或请管理员先给他授权。`,
  'leads/needs-whole-county': p => `发布运行结果要写全县的线索，需要全县范围办理${p.fields.join('、')}的权限。请由县级管理员办理。`,
  'leads/owners-need-whole-county': p =>
    `按责任体系交办要看全县的责任人，需要全县范围办理${p.fields.join('、')}的权限。请由县资助中心办理；自己范围内的可以逐条或成批派给责任人。`,
  'leads/other-county': p => `这次运行是 ${p.county} 的，本县是 ${p.own}，一行也没有发布。请由那个县发布。`,
  'leads/run-changed': p => `编号 ${p.run} 的运行已经发布过，内容与这一份不同，本次没有发布。请核对是哪一份，需要时重新运行得到新的编号。`,
  'leads/no-such-run': p => `没有发布过编号 ${p.run} 的运行。请先用 yingjin publish 发布，或核对编号。`,
  'leads/not-one-question': p =>
    `选中的问题问的不是同一件事（${p.asked.join('、')}），一个回答用不到它们身上，一个也没有作答。请先按“问的是”选出同一件事的，再成批作答。`,
  'leads/list-changed': p =>
    `您看的时候这份清单有 ${p.seen} 个待答，现在您能答的有 ${p.now} 个（可能别人答了几个，或刚发布了新的运行），一个也没有作答。请看过现在的清单再答。`,
  'leads/listed-otherwise': () => '您看过以后，这份清单里有线索变了（别人派了、办了，或刚发布了新的运行），一条也没有派。请看过现在的清单再派。',
  'leads/too-many-listed': p =>
    `符合条件的有 ${p.total.toLocaleString('zh-CN')} 条，一次最多派 ${p.most.toLocaleString('zh-CN')} 条，一条也没有派。请先按乡镇或学校缩小条件。`,
  'leads/one-by-one': p => `“${p.asked}”要一个一个看过再答，不能成批。请打开问题逐个作答。`,
  'leads/not-supposable': p => `这些情况不能这样假设：${p.facts.join('、')}。请从列出的情况里选，数额和日期要在合理的范围内；不知道的写“不知道”。`,
  'leads/sees-part-only': p => `核对运行 ${p.run} 要看到全县的核定、线索、困难类别和待决问题，您只看得到一部分，对不出结果。请由县级资助中心办理。`,
  'leads/needs-categories': () => '按家庭情况筛选要能看困难类别，您的职责看不到。请去掉这个条件；要这份清单的，请县级资助中心导出。',
  'leads/run-older': () => `这次运行的基准日早于已发布的最近一次，发布它会把后来的变化颠倒过来，本次没有发布。请发布最新的一次运行。`,
  'leads/run-dropped': p => `这次运行已经放弃（${p.says}），没有发布。要发布的，请重新运行一次，看过结果再发布。`,
  'leads/run-published': () => `这次运行已经发布，不再是待发布的。请在“历次运行”里看它的结果和差异。`,
  'leads/look-replaced': () =>
    '后来又备好了同一学期的另一次结果，这一次逐项的差异和带上的决定没有留着。要看，请在“发起核定运行”里重新备好；已经发布的，请看“与上次的差异”。',
  'leads/not-reviewed': () => `这次运行还没有和已发布的对照过。请在“发起核定运行”里点“备好这次的结果”，看过再决定。`,
  'leads/no-workbook': p => `工作簿“${p.name}”没有取出：${p.why}请另选一份，或者重新运行一次。`,
  'leads/no-such-alternative': p => `没有第 ${p.simulationId} 号测算的第 ${p.alternative} 个方案，或者不在您的权限范围内。请从“做过的测算”里另选一次。`,
  'leads/children-no-more': p =>
    `第 ${p.simulationId} 号测算只剩合计，没有逐人名单：名单只保留一个月，更早的程序做的测算也没有。要看是哪些孩子，请用同样的方案重新测算一次（“改一改再算”）。`,
  'leads/person-unknown': p =>
    `有 ${p.persons.length} 个人不在本县人员库里（${p.persons.slice(0, 10).join('、')}），本次没有发布。请先收数，把他们登记进人员库。`,
  'leads/found-twice': p => `人员 ${p.personId} 的同一条“${openKinds[p.kind].word}”线索在这次运行里出现两次，本次没有发布。请重新运行。`,
}
