namespace QuantumTrader.FakeVenue.Program;

/// <summary>What the command line asked for.</summary>
public sealed record ProgramOptions
{
    public const int PortStandard = 9797;

    /// <summary>Kline files to play; without any, prices walk.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The symbol of the one file; null takes it from the file's name.</summary>
    public string? Symbol { get; init; }

    /// <summary>0 lets the system choose.</summary>
    public int Port { get; init; } = PortStandard;

    /// <summary>Bars are so many times shorter on the wall clock.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>USDT at the start.</summary>
    public decimal Balance { get; init; } = 10_000m;

    /// <summary>Added to each REST call.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    public ulong Seed { get; init; } = 1;

    /// <summary>Bars that are already there at the start; null is 500 for a walk and none for files.</summary>
    public int? History { get; init; }

    /// <summary>Invented symbols beside the well-known ones, in a walk.</summary>
    public int Invented { get; init; }

    /// <summary>Null makes a new one for this start.</summary>
    public string? Key { get; init; }

    public string? Secret { get; init; }

    public bool WantsHelp { get; init; }
}
