export default { paths: ['features/**/*.feature'], import: ['steps/**/*.mjs'], language: 'ja' };
