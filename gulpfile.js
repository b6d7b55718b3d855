const path = require('node:path');
const { src, dest } = require('gulp');

/**
 * tsc copies code and codex files; the editor also needs the icons and the output schemas.
 * The two are copied as bytes: an SVG read as text would be rewritten.
 */
function assets() {
	return src(
		['nodes/**/*.{png,svg}', 'credentials/**/*.{png,svg}', 'nodes/**/__schema__/**/*.json'],
		{
			base: __dirname,
			encoding: false,
		},
	).pipe(dest(process.env.DIST_FOLDER ?? path.join(__dirname, 'dist')));
}

exports.default = assets;
exports.assets = assets;
