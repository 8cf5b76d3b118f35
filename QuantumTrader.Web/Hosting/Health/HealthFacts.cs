using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Hosting.Health;

/// <summary>What the health report is made from.</summary>
public sealed record HealthFacts
{
    /// <summary>The engine makes a picture four times a second; what stands in an older one is not known any more.</summary>
    internal static readonly TimeSpan PictureAgeMax = TimeSpan.FromSeconds(3);

    public required DateTimeOffset NowUtc { get; init; }

    /// <summary>Null before the first live bar.</summary>
    public TimeSpan? BarAge { get; init; }

    public required TimeSpan BarAgeMax { get; init; }
    public required string Mode { get; init; }
    public required string RunState { get; init; }
    /// <summary>Since when a stop is held in memory alone; null while it is saved, or none holds.</summary>
    public DateTimeOffset? LatchNotSavedSinceUtc { get; init; }

    public required string Environment { get; init; }

    /// <summary>Asked of the journal itself, so that an engine that hangs cannot hide a disk that fails.</summary>
    public required JournalHealth Journal { get; init; }

    /// <summary>Of what was done, and has yet to be recorded.</summary>
    public AuditBacklogHealth Audit { get; init; } = new(0, 0, null, null);

    /// <summary>Why the users count as lost; null when they do not.</summary>
    public string? UsersLostCause { get; init; }

    /// <summary>Why the policy is not known; null when it is.</summary>
    public string? PolicyCause { get; init; }

    /// <summary>Asked of the venue's client itself, which knows before there is a picture; null on paper.</summary>
    public VenueStatus? Venue { get; init; }

    /// <summary>Asked of the recorder itself; null when there is none.</summary>
    public RecorderHealth? Recorder { get; init; }

    /// <summary>When the engine last made a picture; null when it never did.</summary>
    public DateTimeOffset? PictureAtUtc { get; init; }

    /// <summary>As in that picture.</summary>
    public StorageView? Storage { get; init; }

    /// <summary>As in that picture.</summary>
    public IReadOnlyList<TriggerState> Triggers { get; init; } = [];

    /// <summary>None when the picture is too old to be believed.</summary>
    public IReadOnlyList<TriggerState> KnownTriggers => PictureAge <= PictureAgeMax ? Triggers : [];

    public TimeSpan? PictureAge => NowUtc - PictureAtUtc;

    /// <summary>Null when it was never reported or is too old to be believed.</summary>
    public StorageView? KnownStorage => PictureAge <= PictureAgeMax ? Storage : null;
}
