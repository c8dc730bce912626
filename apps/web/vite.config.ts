import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { markedStyles } from './build/marked-styles.ts'
import { operationsPlugin } from './build/operations.ts'

/** Chromium 109 is the last on Windows 7, still on county desks. */
export default defineConfig({
  plugins: [react(), operationsPlugin(), markedStyles()],
  build: {
    target: 'chrome109',
    cssTarget: 'chrome109',
    outDir: 'out',
    reportCompressedSize: false,
    manifest: true,
    rollupOptions: { input: ['index.html', 'calculate.html'] },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
