using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Deeds;

namespace QuantumTrader.Web.Components.Shared;

/// <summary>A page about people's rights and deeds: read when it is opened and after each deed. Whoever may not see it is told why.</summary>
public abstract class GuardedPageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    // Kept, because a source that is disposed of gives none.
    protected GuardedPageBase() => Left = _left.Token;

    [Inject] public required ScreenDeeds Deeds { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required IAccessGate Gate { get; init; }
    [Inject] public required TimeProvider Time { get; init; }

    /// <summary>What was asked for last and went wrong; null when nothing did.</summary>
    protected string? Trouble { get; set; }

    /// <summary>What was done last.</summary>
    protected string? Notice { get; set; }

    protected bool IsBusy { get; private set; }

    protected Caller? Who { get; set; }

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Left { get; }

    protected override async Task OnInitializedAsync()
    {
        Who = await Callers.CurrentAsync();
        await ReadAsync();
    }

    /// <summary>Reads what the page shows; sets <see cref="Trouble"/> when it cannot.</summary>
    protected abstract Task ReadAsync();

    /// <summary>Does it, and reads the page anew.</summary>
    protected async Task<Answer<T>> DoAsync<T>(AccessAction action, Func<Caller, Task<Guarded<T>>> deed, string what)
    {
        (IsBusy, Notice) = (true, null);
        var answer = await Deeds.DoAsync(action, deed, what);
        Trouble = null;
        await ReadAsync();
        IsBusy = false;
        StateHasChanged();
        return answer;
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _left.Cancel();
            _left.Dispose();
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }
}
