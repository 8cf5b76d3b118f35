using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;

namespace QuantumTrader.Web.Engine.Replay;

/// <summary>What to replay and how.</summary>
public sealed record ReplayRequest
{
    /// <summary>Decides ids, slippage and exploration: same bars and seed, same bytes.</summary>
    public ulong Seed { get; init; } = 1;

    public AfterStop AfterStop { get; init; } = AfterStop.Rearm;

    public EngineSettings Settings { get; init; } = new();

    /// <summary>Null: the rule model.</summary>
    public ISignalModel? Model { get; init; }

    /// <summary>Null: the default policy.</summary>
    public TradingPolicy? Policy { get; init; }

    /// <summary>Bars before the first one that is traded on; they warm the indicators up, as history does in the running app.</summary>
    public IReadOnlyList<Candle> WarmUp { get; init; } = [];

    /// <summary>Marks between the bars, in order of time; they value the account, as in the running app.</summary>
    public IEnumerable<MarkReading> Marks { get; init; } = [];

    /// <summary>Balance, fees and habits of the paper venue.</summary>
    public PaperSettings Paper { get; init; } = new();

    /// <summary>The sizer's constants; its exploration is seeded by <see cref="Seed"/>.</summary>
    public SizerSettings Sizer { get; init; } = new();

    /// <summary>Where the event log goes; null: only its hash is kept.</summary>
    public Stream? EventLog { get; init; }

    /// <summary>Where one line a day (or hour, in a short replay) of the equity goes; null: nowhere.</summary>
    public TextWriter? EquityLog { get; init; }
}
