using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Market;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Shared;

/// <summary>How old a value is, counted on by the clock. Never looks like fresh when it is stale or never came.</summary>
public partial class Age<TValue>
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);
    private Ticker? _ticker;
    private string _text = Shown.Dash;
    private string _css = "never";
    private string _title = "";

    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILoggerFactory Logs { get; init; }

    [Parameter, EditorRequired] public required Freshness<TValue> Of { get; set; }

    /// <summary>What has never come, for the tool tip.</summary>
    [Parameter] public string What { get; set; } = "value";

    protected override void OnInitialized() =>
        _ticker = new Ticker(Time, TickPeriod, () => InvokeAsync(() => { Read(); StateHasChanged(); }), Logs.CreateLogger(GetType()).TickFailed);

    protected override void OnParametersSet() => Read();

    public void Dispose()
    {
        _ticker?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Read()
    {
        var now = Time.GetUtcNow();
        var state = Of.State(now);
        _css = state.ToString().ToLowerInvariant();
        _text = Of.Age(now) is { } age ? Times.Age(age) : Shown.Dash;
        _title = state switch
        {
            FreshnessState.Never => $"No {What} has come yet.",
            FreshnessState.Stale => $"Stale: older than {Times.Duration(Of.AgeMax)}; from {Times.Full(Of.AtUtc!.Value)}.",
            _ => $"From {Times.Full(Of.AtUtc!.Value)}.",
        };
    }
}
