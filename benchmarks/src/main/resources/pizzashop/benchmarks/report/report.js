// Draws the plots, in the colours of the page; on paper always in those of the light one. A line is told from the others
// by its dashes or marks too.
const plots = JSON.parse(document.getElementById('plots').textContent);
const canvases = [...document.querySelectorAll('.plot canvas')];
const dark = matchMedia('(prefers-color-scheme: dark)');

const day = {
	ink: '#6b5443',
	grid: '#e3d3bd',
	series: ['#b3261e', '#1f5fbf', '#2f6b34', '#8a4b00', '#7a3b8f', '#4d5563'],
};
const night = {
	ink: '#c6b09d',
	grid: '#43352b',
	series: ['#ff9a86', '#8fbcff', '#a3d79b', '#f5c277', '#d9a8ec', '#c3cad6'],
};
const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [14, 5], [4, 2]];
const marks = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'cross'];
const mostMarks = 40;

Chart.defaults.locale = 'en';
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.animation = false;

function line(series, index, marked, colours) {
	const colour = colours.series[index % colours.series.length];
	return {
		label: series.name,
		data: series.points,
		borderColor: colour,
		backgroundColor: colour,
		borderWidth: 2,
		borderDash: dashes[index % dashes.length],
		pointStyle: marked ? marks[index % marks.length] : 'line',
		pointRadius: marked ? 4 : 0,
		pointHitRadius: 12,
	};
}

function axis(type, title, { ink, grid }) {
	return {
		type,
		title: { display: true, text: title, color: ink },
		ticks: { color: ink, maxRotation: 0 },
		grid: { color: grid },
		border: { color: ink },
	};
}

/* Those of Chart.js show no dashes. */
function dashedLabels(chart) {
	return Chart.defaults.plugins.legend.labels
		.generateLabels(chart)
		.map((label) => ({ ...label, lineWidth: 2, lineDash: dashes[label.datasetIndex % dashes.length] }));
}

function chart(canvas, plot, colours) {
	const marked = plot.series.every((series) => series.points.length <= mostMarks);
	return new Chart(canvas, {
		type: 'line',
		data: { datasets: plot.series.map((series, index) => line(series, index, marked, colours)) },
		options: {
			maintainAspectRatio: false,
			interaction: { mode: 'nearest', intersect: false },
			scales: {
				x: axis('linear', plot.horizontal, colours),
				y: {
					...axis(plot.logarithmic ? 'logarithmic' : 'linear', plot.vertical, colours),
					beginAtZero: !plot.logarithmic,
				},
			},
			plugins: {
				legend: {
					display: plot.series.length > 1,
					position: 'bottom',
					labels: {
						color: colours.ink,
						padding: 16,
						usePointStyle: true,
						...(!marked && { pointStyleWidth: 36, generateLabels: dashedLabels }),
					},
				},
			},
		},
	});
}

let charts = [];

function draw(colours) {
	charts.forEach((drawn) => drawn.destroy());
	charts = canvases.map((canvas, index) => chart(canvas, plots[index], colours));
}

const drawForScreen = () => draw(dark.matches ? night : day);

dark.addEventListener('change', drawForScreen);
addEventListener('beforeprint', () => draw(day));
addEventListener('afterprint', drawForScreen);
drawForScreen();
