using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Overview;

namespace QuantumTrader.Web.Components.Pages.Overview;

/// <summary>Equity with the limit line. The browser keeps the series; only new points are sent.</summary>
public partial class EquityChart : ComponentBase, IAsyncDisposable
{
    private const string Library = "_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js";
    private readonly CurveFeed _feed = new();
    private ElementReference _area;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private bool _isSending;
    private bool _isGone;
    private bool? _shownDark;
    private string _summary = "";

    [Inject] public required IJSRuntime Js { get; init; }

    [Parameter, EditorRequired] public required IReadOnlyList<EquityPoint> Curve { get; set; }

    [CascadingParameter(Name = "IsDark")] public bool IsDark { get; set; } = true;

    protected override void OnParametersSet() => _summary = Curve is [var first, .., var last]
        ? $"Equity went from {Figures.Money(first.Equity)} to {Figures.Money(last.Equity)}; the limit is {Figures.Money(last.LimitLine)}."
        : "Equity curve";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // One at a time: a slow browser gets fewer and larger portions, never a queue of them.
        if (_isSending || _isGone || Curve.Count == 0)
        {
            return;
        }

        _isSending = true;
        try
        {
            await SendAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException || (_isGone && e is JSException or TaskCanceledException))
        {
            // The browser is gone, and a new circuit draws anew; or another page was opened while this one drew.
        }
        finally
        {
            _isSending = false;
        }

        if (_isGone)
        {
            await ReleaseAsync();
        }
    }

    // What is being sent ends first: the chart is released once, by whoever is last.
    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        if (!_isSending)
        {
            await ReleaseAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task ReleaseAsync()
    {
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    private async Task SendAsync()
    {
        if (_chart is null)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/equity-chart.js"]);
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _area, Assets[Library]);
        }

        if (_shownDark != IsDark)
        {
            _shownDark = IsDark;
            await _chart.InvokeVoidAsync("theme", IsDark);
        }

        var delta = _feed.Next(Curve);
        if (!delta.IsNothing)
        {
            await _chart.InvokeVoidAsync("add", delta.IsReplacement, delta.Points);
        }
    }
}
