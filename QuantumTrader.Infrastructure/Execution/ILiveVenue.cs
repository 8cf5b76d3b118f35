using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The venue that the running app trades on, with what its host does for it. Used on the engine's scheduler.</summary>
public interface ILiveVenue : IExchange, IAsyncDisposable
{
    /// <summary>The rules of the symbols that are traded; known once <see cref="LoadAsync"/> is done.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Why nothing new may be opened there now, such as a stream with a gap; null when it may. Closes go on.</summary>
    string? Objection => null;

    /// <summary>For operators; null where there is nothing to tell. Safe on any thread.</summary>
    VenueStatus? Status => null;

    /// <summary>How often account and orders are read for the screen; a venue that counts questions is asked less often.</summary>
    TimeSpan LookEvery => TimeSpan.FromMilliseconds(500);

    /// <summary>Whether this process trades the account.</summary>
    Func<bool> IsOnDuty
    {
        set { }
    }

    /// <summary>Makes it ready to be asked, before anything else.</summary>
    /// <exception cref="Exception">It cannot be made ready; the message says why and what to do.</exception>
    Task LoadAsync(CancellationToken stopping);

    /// <summary>The one listener; told on the engine's scheduler.</summary>
    void Subscribe(IExchangeListener listener);

    /// <summary>A live bar, before the engine sees it. A venue that has a market of its own ignores it.</summary>
    void OnBar(in MarketBar bar);
}
