import { type Problem, word, type WordingFor } from '@yingjin/kernel'

export type VaultProblem =
  | Problem<'vault/key-missing', { file: string; division: string }>
  | Problem<'vault/key-open-to-others', { path: string }>
  | Problem<'vault/key-damaged', { file: string }>
  | Problem<'vault/wrong-key', { file: string; division: string }>
  | Problem<'vault/key-among-data', { folder: string; data: string }>
  | Problem<'vault/not-sealed', { path: string }>
  | Problem<'vault/ended', { path: string; on: string; why: string }>
  | Problem<'vault/data-key-damaged', { file: string }>
  | Problem<'vault/file-damaged', { file: string; frame: number }>
  | Problem<'vault/field-damaged', { field: string; record: string }>
  | Problem<'vault/no-field-keys', { division: string }>

const nothingTouched = '数据没有改动。'

export const vaultWording: WordingFor<VaultProblem> = {
  'vault/key-missing': p =>
    `找不到 ${p.division} 的主密钥“${p.file}”，已封存的数据打不开。请从密钥的备份把这个文件放回原处，权限设为只有本人可读；没有备份就不能再打开，可以换一个空的数据目录、用原来的名册重新运行。${nothingTouched}`,
  'vault/key-open-to-others': p =>
    `密钥“${p.path}”别人也能读，不能使用。请改为只有本人可读（Linux：chmod 700 文件夹，chmod 600 文件），并考虑它是否已被别人看到；看到过的，改好后用 yingjin rotate-keys 换一把。${nothingTouched}`,
  'vault/key-damaged': p => `密钥文件“${p.file}”不完整或被改过，不能使用。请从密钥的备份恢复这个文件。${nothingTouched}`,
  'vault/wrong-key': p =>
    `“${p.file}”不是封存这些数据的 ${p.division} 主密钥。请从密钥的备份恢复原来的那一把，或核对密钥文件夹和数据目录是不是一套。${nothingTouched}`,
  'vault/key-among-data': p => `密钥文件夹“${p.folder}”在数据目录“${p.data}”里面，拿到数据的人也就拿到了密钥；请把密钥放到别处（--config 或 YINGJIN_CONFIG）。`,
  'vault/not-sealed': p => `“${p.path}”由旧版程序保存，没有封存，不再使用；请用原来的名册重新运行一次，再用 yingjin forget --unsealed 清除旧的。`,
  'vault/ended': p => `“${p.path}”已于 ${p.on} 销毁（${p.why}），内容不能再打开，当时的结果不能再重新计算。需要时请用原来的名册重新运行。`,
  'vault/data-key-damaged': p => `“${p.file}”不完整或被改过，它所在的文件夹打不开。请从备份恢复这个文件夹，或把它移走后用原来的名册重新运行。${nothingTouched}`,
  'vault/file-damaged': p =>
    `“${p.file}”${p.frame === 0 ? '的开头' : `第 ${p.frame} 块`}不完整或被改过（截断、调换、重复或改动），没有采用其中任何内容。请从备份恢复它所在的文件夹，或把那个文件夹移走后用原来的名册重新运行。${nothingTouched}`,
  'vault/field-damaged': p => `${p.field} 中记录 ${p.record} 的密文与它的位置不符或被改过，不能打开。请从备份恢复，并查明是谁改动了数据库。`,
  'vault/no-field-keys': p => `库里还没有 ${p.division} 的字段密钥，没有可以更换的。请先用 yingjin serve 或 account add 启用这个县。`,
}

/** A refusal in the middle of a stream or of work that has no better way to say it; the door words it. */
export class VaultRefusal extends Error {
  readonly problem: VaultProblem
  constructor(problem: VaultProblem) {
    super(problem.code)
    this.name = 'VaultRefusal'
    this.problem = problem
  }
}

export const wordVault = (problem: VaultProblem): string => word(vaultWording, problem)
