namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>What time it is in the market that the bars are of; used by one reader.</summary>
public interface IBarClock
{
    DateTimeOffset Now { get; }

    /// <summary>A bar came from the stream that closed then.</summary>
    void OnClosed(DateTimeOffset closeUtc)
    {
    }

    /// <summary>A bar that opens then is of a time to come. A market in a file's own time cannot tell: its bars are its clock.</summary>
    bool IsAhead(DateTimeOffset openUtc, TimeSpan interval) => false;

    /// <summary>Before the first bar is asked for.</summary>
    Task BeginAsync(IBarHistory history, CancellationToken stopping) => Task.CompletedTask;
}
