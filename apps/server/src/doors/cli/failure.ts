import { VaultRefusal, wordVault } from '../../platform/vault/index.ts'

/** What a failure of the computer means to the person at it, by the system's own code. */
const causes: Readonly<Record<string, string>> = {
  EACCES: '没有权限读写这个位置，请换一个位置或请管理员开放权限',
  EPERM: '没有权限读写这个位置，请换一个位置或请管理员开放权限',
  EROFS: '这个位置只能读、不能写，请换一个位置',
  ENOSPC: '磁盘满了，请腾出空间后再运行一次',
  ENOENT: '找不到这个文件或文件夹，请核对写法',
  ENOTDIR: '这里需要一个文件夹，给的却是文件',
  EEXIST: '这里需要一个文件夹，却已有同名的文件',
  EISDIR: '这里需要一个文件，给的却是文件夹',
  EBUSY: '文件正被别的程序打开，请关闭后再运行一次',
  EMFILE: '打开的文件太多，请关闭一些程序后再运行一次',
}

/** EX_SOFTWARE: a broken promise of ours, to be told apart from a refusal. */
const internal = 70
const refusal = 1

export type Failure = Readonly<{ message: string; exitCode: number }>

const kept = '已收好的名册留在数据目录里，再运行一次会接着做；没有写完的结果文件不会出现，原件没有改动。'

/**
 * What to say when a command ends by an error nobody returned. Never a stack and never the error's own words: those
 * may quote a cell. What helps to find the place in the program (its name, our file and line) holds no data.
 */
export const wordFailure = (error: unknown): Failure => {
  if (error instanceof VaultRefusal) return { message: wordVault(error.problem), exitCode: refusal }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? `“${error.path}”` : ''
  const cause = causes[code]
  if (cause !== undefined) return { message: `${path}${path === '' ? '' : '：'}${cause}。${kept}`, exitCode: refusal }
  return { message: `程序内部出错（${placeOf(error)}）。${kept}请把这一行和运行的命令告诉维护人员。`, exitCode: internal }
}

const placeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const place = /([\w.-]+\.ts):(\d+)/.exec(error.stack?.split('\n').find(line => /\.ts:\d+/.test(line)) ?? '')
  return place === null ? error.name : `${error.name}，${place[1]} 第${place[2]}行`
}
