// Print documents through Carbone: node carbone.cjs MODULE TARGET FILE…, the templates being finished documents.
const fs = require('fs');
const path = require('path');

const [module_, target, ...files] = process.argv.slice(2);
const carbone = require(module_);
const converter = require(path.join(module_, 'lib', 'converter'));

fs.mkdirSync(target, { recursive: true });
let waiting = files.length;
for (const file of files) {
  carbone.render(file, {}, { convertTo: 'pdf' }, (error, pdf) => {
    if (error) {
      console.error(`${file}: ${error}`);
      process.exit(1);
    }
    fs.writeFileSync(path.join(target, `${path.parse(file).name}.pdf`), pdf);
    waiting -= 1;
    if (waiting === 0) converter.exit(() => process.exit(0));
  });
}
