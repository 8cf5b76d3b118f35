using QuantumTrader.Domain.Emergency.Triggers;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>One trigger with what it asked for last; changed in place on every look.</summary>
internal sealed class TriggerSlot(ITrigger trigger, bool isOn)
{
    public ITrigger Trigger { get; } = trigger;

    public bool IsOn { get; } = isOn;

    /// <summary>What it asks for now.</summary>
    public TriggerAction Asked { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? SinceUtc { get; set; }

    public DateTimeOffset? UntilUtc { get; set; }

    /// <summary>In a row; zero after a look that worked.</summary>
    public int Failures { get; set; }

    /// <summary>The owner of the hold for its failures, which is not its own.</summary>
    public string FailureOwner { get; } = $"{TriggerCodes.EvaluatorFailed} {trigger.Code}";
}
