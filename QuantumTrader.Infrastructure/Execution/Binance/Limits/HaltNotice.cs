namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>The venue said something after which nothing new may be opened.</summary>
/// <param name="Code">The venue's.</param>
/// <param name="Meaning">In our words.</param>
/// <param name="Text">In the venue's words, bounded.</param>
/// <param name="AtUtc">When it said so last.</param>
public sealed record HaltNotice(int Code, string Meaning, string Text, DateTimeOffset AtUtc)
{
    /// <summary>Waiting does not mend it: the key, its secret or its settings at the venue must be changed.</summary>
    public bool IsOfKey => Code is -1002 or -1011 or -1022 or -2014 or -2015 or -2017;

    /// <summary>Somebody turned hedge mode on or off: setting the account up mends it.</summary>
    public bool IsOfPositionMode => Code is -4060 or -4061 or -4062;
}
