using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Asks every module above the gate on each step and tick, and keeps the governor's verdict. Asking allocates nothing.</summary>
public sealed class ModuleDesk
{
    private readonly GovernorSeat[] _seats;

    /// <summary>One seat for each kind of module, whether somebody sits there or not.</summary>
    public ModuleDesk(IReadOnlyList<ISafetyModule> modules) =>
        _seats = [.. SafetyModules.All.Select(seat => new GovernorSeat(seat, modules.SingleOrDefault(m => m.Seat == seat)))];

    /// <summary>By priority.</summary>
    public IReadOnlyList<GovernorSeat> Seats => _seats;

    /// <summary>Denies until the first asking, and when that is too long ago.</summary>
    public GovernorVerdict Verdict { get; private set; }

    public void Ask(in ModuleFacts facts)
    {
        foreach (var seat in _seats)
        {
            seat.Ask(in facts);
        }

        Verdict = SafetyGovernor.Judge(_seats, facts.IsEmergency, facts.NowUtc);
    }
}
