import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '../shared/session/index.ts'
import { menuOf, type MenuTo, type ShownGroup } from './menu.ts'

/** With so few lines all of them stand open; with more, those of the group one is in. */
const fewLines = 14

const isAt = (to: MenuTo, path: string): boolean => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`))

/** The line one is at: the longest address that the path begins with. */
const lineAt = (groups: readonly ShownGroup[], path: string): MenuTo | null =>
  groups
    .flatMap(({ lines }) => lines.map(({ to }) => to))
    .filter(to => isAt(to, path))
    .reduce<MenuTo | null>((longest, to) => (longest === null || to.length > longest.length ? to : longest), null)

const Line = ({ to, word, at, went }: Readonly<{ to: MenuTo; word: string; at: boolean; went: () => void }>) => (
  <Link to={to} search={{}} className={at ? 'at' : ''} activeProps={{}} activeOptions={{ exact: true }} aria-current={at ? 'page' : undefined} onClick={went}>
    {word}
  </Link>
)

/** The menu of two levels. On a phone it opens over the page. */
export const SideMenu = ({ me, open, went }: Readonly<{ me: Me; open: boolean; went: () => void }>) => {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const groups = menuOf(me)
  const current = lineAt(groups, path)
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({})
  const few = groups.reduce((lines, group) => lines + group.lines.length, 0) <= fewLines
  return (
    <nav className={open ? 'menu open' : 'menu'} id="menu" aria-label="主菜单">
      <ul>
        {groups.map(({ word, lines }) => {
          const [only] = lines
          if (lines.length === 1 && only !== undefined && only.word === word) {
            return (
              <li key={word}>
                <Line {...only} at={only.to === current} went={went} />
              </li>
            )
          }
          const unfolded = turned[word] ?? (few || lines.some(({ to }) => to === current))
          return (
            <li key={word}>
              <button type="button" className="group" aria-expanded={unfolded} onClick={() => setTurned({ ...turned, [word]: !unfolded })}>
                {word}
              </button>
              {unfolded ? (
                <ul>
                  {lines.map(line => (
                    <li key={line.to}>
                      <Line {...line} at={line.to === current} went={went} />
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
