using Microsoft.AspNetCore.Components;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Events;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Events;

/// <summary>The end of the journal, looked at again every two seconds.</summary>
public sealed partial class LatestEvents : ComponentBase, IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<EventRow>? _rows;
    private string? _trouble;
    private Ticker? _looker;

    [Inject] public required IEventTail Tail { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILogger<LatestEvents> Log { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await ReadAsync();
    }

    public void Dispose()
    {
        _looker?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    private async Task LookAsync()
    {
        if (!_left.IsCancellationRequested)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            (_rows, _trouble) = await Tail.ReadAsync(await Callers.CurrentAsync(), _left.Token) switch
            {
                Guarded<IReadOnlyList<EventRow>>.Done done => (done.Value, (string?)null),
                Guarded<IReadOnlyList<EventRow>>.Refused refused => (null, RefusalText.Of(refused.Refusal)),
                _ => (null, "Nothing was answered."),
            };
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // Whoever looked is gone.
        }
        catch (Exception e)
        {
            // Not an empty list, and not an old one: whoever looks must see that nobody knows.
            if (_trouble is null)
            {
                Log.DeedFailed(e, "latest events");
            }

            (_rows, _trouble) = (null, e.Message);
        }
    }
}
