using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Commands;

/// <summary>What a stop that was asked for on this host proved about another one that leads, and what it did not; with the exit code.</summary>
internal static class StopElsewhere
{
    /// <summary>Nothing without a shared store.</summary>
    public static void Print(EmergencyStatus status)
    {
        if (status.IsShared is { } isShared)
        {
            Console.WriteLine($"shared    {(isShared ? "yes, every host of the account hears of it" : "NO: no other host knows of it; it is tried every second")}");
        }

        if (status.LedBy is { } leader)
        {
            Console.WriteLine($"led by    {leader}");
        }
    }

    /// <summary>The engine here answered, and stands by.</summary>
    public static int Report(string leader, EmergencyStatus status, EmergencyRunState? reports)
    {
        if (status.IsShared != true)
        {
            return CommandLine.Fail($"This host is stopped, but the host that leads ({leader}) could not be told: the shared policy was not written. It is tried every second; run ess activate on that host.", CommandLine.Failure);
        }

        Console.Error.WriteLine(reports switch
        {
            EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust => $"The host that leads, {leader}, says that it is {reports}.",
            { } state => $"The host that leads, {leader}, runs the stop ({state}); it is not flat yet.",
            null => $"The stop stands in the shared policy. The host that leads, {leader}, has not said yet that it runs it; if it hangs or is dead, this one leads after its lease and ends the stop. Look with ess status.",
        });
        return CommandLine.Success;
    }

    /// <summary>No engine answered here, and the stop was run here to its end.</summary>
    public static int Report(OfflineOutcome ran, string directory)
    {
        var (status, leader) = ran;
        if (status.IsShared == false)
        {
            var who = leader is null ? "whether another host leads is not known" : $"the host that led ({leader.Name}) may trade on";
            return CommandLine.Fail($"Flat as seen from {directory}, and stopped there; but the shared policy could not be written, so that no other host was told: {who}. Run this again when the store answers, or on the other host.", CommandLine.Failure);
        }

        if (leader is null)
        {
            return CommandLine.Success;
        }

        if (leader.IsDone)
        {
            Console.Error.WriteLine($"The host that leads, {leader.Name}, says that it is {leader.Reports}.");
            return CommandLine.Success;
        }

        var silence = leader.Reports is { } state ? $"said last that it is {state}" : "did not answer";
        if (leader.HasItsOwnAccount)
        {
            return CommandLine.Fail($"The stop stands in the shared policy, and the paper account of {directory} is flat. Not proved: the paper account of the host that led, {leader.Name}, which only that host sees; it {silence}. It opens nothing before it has read the policy. Run ess activate there.", CommandLine.Failure);
        }

        Console.Error.WriteLine($"The host that led, {leader.Name}, {silence}; the account was proved flat from here.");
        return CommandLine.Success;
    }
}
