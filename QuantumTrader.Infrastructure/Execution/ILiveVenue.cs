using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The venue that the running app trades on, with what its host does for it. Used on the engine's scheduler.</summary>
public interface ILiveVenue : IExchange, IAsyncDisposable
{
    /// <summary>The rules of the symbols that are traded; known once <see cref="LoadAsync"/> is done.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>What it demands of positions before it liquidates.</summary>
    IMaintenance Maintenance { get; }

    /// <summary>Why nothing new may be opened there now, such as a stream with a gap; null when it may. Closes go on.</summary>
    string? Objection => null;

    /// <summary>Why nothing may be opened in this symbol; null when it may. Asked on every entry, it answers at once.</summary>
    string? ObjectionTo(Symbol symbol) => null;

    /// <summary>The next reading of the account counts its transfers from this instant; a venue that keeps them with the account ignores it.</summary>
    void CountTransfersFrom(DateTimeOffset sinceUtc)
    {
    }

    /// <summary>Since when its stream has told everything that happened to the account; null: it has not, or there is no stream to go by.</summary>
    DateTimeOffset? FollowedSinceUtc => null;

    /// <summary>For operators; null where there is nothing to tell. Safe on any thread.</summary>
    VenueStatus? Status => null;

    /// <summary>How often account and orders are read for the screen; a venue that counts questions is asked less often.</summary>
    TimeSpan LookEvery => TimeSpan.FromMilliseconds(500);

    /// <summary>Whether this process trades the account.</summary>
    Func<bool> IsOnDuty
    {
        set { }
    }

    /// <summary>Whether a stop is on its way to flat, which comes before everything else that is asked. Asked on any thread.</summary>
    Func<bool> IsStopping
    {
        set { }
    }

    /// <summary>Makes it ready to be asked, before anything else.</summary>
    /// <exception cref="VenueNotReadyException">It cannot.</exception>
    Task LoadAsync(CancellationToken stopping);

    /// <summary>The one listener; told on the engine's scheduler.</summary>
    void Subscribe(IExchangeListener listener);

    /// <summary>A live bar, before the engine sees it. A venue that has a market of its own ignores it.</summary>
    void OnBar(in MarketBar bar);
}
