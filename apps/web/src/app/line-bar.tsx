import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { lineIsUp, watchLine } from '../shared/ask/index.ts'

/** Says that the network is gone and that nothing is lost; when it is back, the pages are asked for anew. */
export const LineBar = () => {
  const up = useSyncExternalStore(watchLine, lineIsUp)
  const queries = useQueryClient()
  const wasDown = useRef(false)
  useEffect(() => {
    if (up && wasDown.current) void queries.invalidateQueries()
    wasDown.current = !up
  }, [up, queries])
  return (
    <div aria-live="polite" className="line-bar-place">
      {up ? null : (
        <p className="line-bar">网络断了：已填的字都还在，不会丢。网络恢复后页面自己更新；没有提交的，请再点一次提交；没交上的照片点“再交一次”，不用重拍。</p>
      )}
    </div>
  )
}
