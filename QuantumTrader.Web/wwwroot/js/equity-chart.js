// A thin hold on ECharts: the series lives here, the server sends new points only.
const pointsMax = 4000;
let library;

function load(url) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => { library = undefined; reject(new Error(`${url} could not be loaded`)); };
    document.head.append(script);
  });
  return library;
}

const line = (name, color, extra) => ({ name, type: "line", showSymbol: false, sampling: "lttb", color, lineStyle: { color, width: 2 }, data: [], ...extra });
const money = v => v.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export async function create(area, url) {
  const echarts = await load(url);
  const chart = echarts.init(area);
  const equity = [], limit = [];
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(area);
  chart.setOption({
    animation: false,
    useUTC: true,
    grid: { left: 8, right: 12, top: 26, bottom: 6, containLabel: true },
    legend: { top: 0, right: 8, itemWidth: 18, itemHeight: 8 },
    tooltip: { trigger: "axis", valueFormatter: money, renderMode: "richText" },
    xAxis: { type: "time", splitNumber: 5 },
    yAxis: { type: "value", scale: true, splitNumber: 4, axisLabel: { formatter: v => v.toLocaleString("en-US") } },
    series: [line("Equity", "#7aa2f7", { areaStyle: { opacity: 0.08 } }), line("Drawdown limit", "#ef5350", { lineStyle: { color: "#ef5350", width: 1.5, type: "dashed" } })],
  });

  const put = (series, at, value) => {
    if (series.length && series[series.length - 1][0] === at) series.pop();
    series.push([at, value]);
  };
  // Every second point goes when there are too many; the newest stays.
  const thin = series => { if (series.length > pointsMax) series.splice(0, series.length, ...series.filter((_, i) => (series.length - 1 - i) % 2 === 0)); };

  return {
    add(isReplacement, points) {
      if (isReplacement) equity.length = limit.length = 0;
      for (let i = 0; i + 2 < points.length; i += 3) {
        put(equity, points[i], points[i + 1]);
        put(limit, points[i], points[i + 2]);
      }
      thin(equity);
      thin(limit);
      area.dataset.qtPoints = equity.length;
      chart.setOption({ series: [{ data: equity }, { data: limit }] });
    },
    theme(isDark) {
      const text = isDark ? "#9aa3b2" : "#4a5263", rule = isDark ? "#232833" : "#e3e7ee";
      const axis = { axisLabel: { color: text }, axisLine: { lineStyle: { color: rule } }, splitLine: { lineStyle: { color: rule } } };
      chart.setOption({ legend: { textStyle: { color: text } }, xAxis: { ...axis, splitLine: { show: false } }, yAxis: axis,
        tooltip: { backgroundColor: isDark ? "#232833" : "#ffffff", borderColor: rule, textStyle: { color: isDark ? "#e6e9ef" : "#14171c" } } });
    },
    dispose() {
      resized.disconnect();
      chart.dispose();
    },
  };
}
