namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>One seat above the gate and what was last heard from it; changed in place, because modules are asked on every step.</summary>
public sealed class GovernorSeat(SafetyModule module, ISafetyModule? installed = null)
{
    public SafetyModule Module => module;

    public bool IsInstalled => installed is not null;

    /// <summary>Null until it was asked with success once; the last one stays when it fails, and does not count.</summary>
    public Directive? Last { get; private set; }

    /// <summary>Why the last question failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asks the module; a throw is kept, and denies until it has answered again.</summary>
    public void Ask(in ModuleFacts facts)
    {
        if (installed is null)
        {
            return;
        }

        try
        {
            var directive = installed.Decide(in facts);
            Failure = directive.Module == module ? null : $"it answered for {SafetyModules.NameOf(directive.Module)}";
            Last = directive;
        }
        catch (Exception e)
        {
            Failure = e.Message;
        }
    }

    public SeatState StateAt(DateTimeOffset nowUtc) =>
        installed is null ? SeatState.NotInstalled
        : Failure is not null ? SeatState.Failed
        : Last is not { } directive ? SeatState.Missing
        : !directive.IsValidAt(nowUtc) ? SeatState.Stale
        : directive.AllowsNewTrades ? SeatState.Allows
        : SeatState.Denies;

    /// <summary>For people.</summary>
    public string Describe(DateTimeOffset nowUtc) => StateAt(nowUtc) switch
    {
        SeatState.NotInstalled => $"{SafetyModules.NameOf(module)} is not installed",
        SeatState.Missing => SafetyModules.NameOf(module),
        SeatState.Failed => $"{SafetyModules.NameOf(module)}: {Failure}",
        SeatState.Stale => $"{SafetyModules.NameOf(module)}, from {Say.Age(nowUtc - Last?.DecidedAtUtc)}",
        _ => $"{SafetyModules.NameOf(module)}: {Last?.Why}",
    };
}
