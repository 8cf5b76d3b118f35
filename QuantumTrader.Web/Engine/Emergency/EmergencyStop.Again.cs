using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>What is done about an account that was proved flat and is flat no more.</summary>
public sealed partial class EmergencyStop
{
    private Task _looking = Task.CompletedTask;

    /// <summary>Something of ours is open although the account was proved flat, such as an entry that filled late: the run begins anew.</summary>
    public void OnExposure()
    {
        if (Record is { IsRunOver: true } record && !_running && _reset is null)
        {
            log.Reopened(record.Latch.EmergencyId);
            Record = record with { RunState = EmergencyRunState.Latched, Run = record.Run + 1, Times = new RunTimes { GateClosedAtUtc = record.Times.GateClosedAtUtc }, CertificateSha256 = null };
            StartRun();
        }
    }

    // Who presses stop wants the account flat now, whatever an earlier run proved; those who press together look once.
    private Task LookAgain()
    {
        if (_looking.IsCompleted)
        {
            _looking = LookAgainAsync();
            tasks.Own("look whether the account is still flat", _looking);
        }

        return _looking;
    }

    private async Task LookAgainAsync()
    {
        if (await run.WhyNotFlatAsync() is not null)
        {
            OnExposure();
        }
    }
}
