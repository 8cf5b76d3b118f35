using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Alerts;

/// <summary>What is looked at for alerts, at one moment.</summary>
public sealed record AlertFacts
{
    public required HealthFacts Health { get; init; }
    public required EmergencyStatus Emergency { get; init; }

    /// <summary>The engine's last picture; null before the first.</summary>
    public EngineView? View { get; init; }

    /// <summary>This process held the lease at some time: that it does not now is news.</summary>
    public bool HasLed { get; init; }

    public AlertsHealth Alerts { get; init; } = new(null, null);

    /// <summary>Messages that the webhook did not take, and that are given up.</summary>
    public int MessagesGivenUp { get; init; }

    /// <summary>The most attempts of a message that waits, and why the last one failed.</summary>
    public int AttemptsMost { get; init; }

    public string? AttemptCause { get; init; }

    public DateTimeOffset NowUtc => Health.NowUtc;

    /// <summary>Null when the picture is too old to be believed.</summary>
    public EngineView? KnownView => Health.PictureAge <= HealthFacts.PictureAgeMax ? View : null;
}
