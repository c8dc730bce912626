import { type Problem, word, type WordingFor } from '@yingjin/kernel'

export type BackupProblem =
  | Problem<'backup/folder-taken', { folder: string }>
  | Problem<'backup/no-records', { database: string }>
  | Problem<'backup/other-state', { database: string; found: number; known: number }>
  | Problem<'backup/unknown-table', { table: string }>
  | Problem<'backup/not-whole', { table: string }>
  | Problem<'backup/no-backup', { folder: string }>
  | Problem<'backup/damaged', { file: string; what: 'unreadable' | 'missing' | 'changed' }>
  | Problem<'backup/newer', { found: number; known: number; program: string }>
  | Problem<'backup/other-program', { name: string }>
  | Problem<'backup/not-empty', { database: string }>
  | Problem<'backup/does-not-fit', { table: string; says: string }>

const whatIsWrong = { unreadable: '读不出来', missing: '不在了', changed: '与备份时不同' } as const

export const backupWording: WordingFor<BackupProblem> = {
  'backup/folder-taken': p => `“${p.folder}”里已有内容；备份要写进一个新的或空的文件夹。`,
  'backup/no-records': p => `数据库 ${p.database} 里还没有应尽的数据，没有可备份的。请核对 --data 或 DATABASE_URL。`,
  'backup/other-state': p =>
    p.found < p.known
      ? `数据库 ${p.database} 的结构是第 ${p.found} 号，本程序是第 ${p.known} 号。请用原来的程序备份，或先启动一次新程序完成升级再备份。`
      : `数据库 ${p.database} 的结构是第 ${p.found} 号，本程序只认到第 ${p.known} 号。请用新程序备份。`,
  'backup/unknown-table': p => `库里有一个应尽不认识的表 ${p.table}，备份不敢漏掉它，也不能恢复它。请把它移到应尽以外的模式里再备份。`,
  'backup/not-whole': p => `当前用户看不全表 ${p.table} 的所有行，这样的备份不完整，没有写。请用拥有这些表的用户（DATABASE_URL）备份。`,
  'backup/no-backup': p => `“${p.folder}”里没有 manifest.json，不是应尽的备份。请核对写法。`,
  'backup/damaged': p => `备份中的“${p.file}”${whatIsWrong[p.what]}，这个备份不能用。请换一份备份。数据库没有改动。`,
  'backup/newer': p => `这个备份由应尽 ${p.program} 写成（结构第 ${p.found} 号），本程序只认到第 ${p.known} 号。请用同一版本或更新的程序恢复。`,
  'backup/other-program': p => `备份用过的结构文件 ${p.name} 与本程序里的不同。请用写这个备份的程序版本恢复。数据库没有改动。`,
  'backup/not-empty': p => `数据库 ${p.database} 里已有数据；只能恢复到空的数据库。请用 --data 写一个新的数据目录，或用 DATABASE_URL 指向一个空库。`,
  'backup/does-not-fit': p => `表 ${p.table} 恢复不了：${p.says}。数据库没有改动。`,
}

export const wordBackup = (p: BackupProblem): string => word(backupWording, p)
