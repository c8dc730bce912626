import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PackFolder } from '../../packs.ts'

const modules = fileURLToPath(new URL('../../../../../node_modules', import.meta.url))

type At = Readonly<{ ok: true; value: PackFolder }> | Readonly<{ ok: false; message: string }>
const git = (folder: string, ...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return status === 0 ? stdout : null
}

/** The pack as it stood at a commit, tag or branch, laid out in a scratch folder; the engine stays that of today. */
export const packAt = (folder: PackFolder, ref: string, scratch: string): At => {
  const top = git(folder.path, 'rev-parse', '--show-toplevel')?.trim()
  if (top === undefined) return { ok: false, message: `${folder.path} 不在 git 仓库里，不能与以前的版本比较` }
  if (ref.startsWith('-') || git(folder.path, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`) === null)
    return { ok: false, message: `git 里没有“${ref}”这个版本；--since 请写提交号、标签或分支` }
  const place = relative(top, folder.path)
  const files = (git(top, 'ls-tree', '-r', '--name-only', '-z', ref, '--', place) ?? '').split('\0').filter(f => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  if (files.length === 0) return { ok: false, message: `版本“${ref}”里还没有政策包 ${folder.id}` }
  const path = join(scratch, 'packs', folder.id)
  for (const file of files) {
    const target = join(path, relative(place, file))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, git(top, 'show', `${ref}:${file}`) ?? '')
  }
  writeFileSync(join(scratch, 'package.json'), '{"type":"module"}\n')
  symlinkSync(modules, join(scratch, 'node_modules'), 'junction')
  return { ok: true, value: { ...folder, path } }
}
