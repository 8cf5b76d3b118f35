using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Web.Access;

/// <summary>A reset may widen the drawdown limit, and must be no way around what a loosening of the policy takes here.</summary>
public sealed class ResetLimits(IApprovalControl approvals, IPolicyActions policy, IOptions<AccessOptions> options, TimeProvider time) : IResetLimits
{
    private static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(5);

    public async Task<string?> WhyNotAsync(ResetCommand command)
    {
        if (ResetCommand.LimitProblem(command.RebasePeak, command.DrawdownLimit) is { } problem)
        {
            return problem;
        }

        // A second person who approves the reset approves the limit with it; an end that loosening must have, a reset cannot give.
        var needsSecond = approvals.IsNeededFor(AccessAction.LoosenPolicy) && !approvals.IsNeededFor(AccessAction.ResetEmergency);
        if (command.DrawdownLimit is not { } limit || !(needsSecond || options.Value.LooseningMax > TimeSpan.Zero))
        {
            return null;
        }

        try
        {
            var held = (await policy.ReadAsync(CancellationToken.None).WaitAsync(ReadWithin, time)).DrawdownLimit;
            return limit <= held ? null
                : $"The limit of {limit.Percent:0.####} % is wider than the policy's {held.Percent:0.####} %, and here a loosening needs {(needsSecond ? "a second person" : "an end")}. Widen DrawdownLimit in the policy first, then reset with at most that.";
        }
        catch (Exception e) when (e is PolicyUnavailableException or TimeoutException)
        {
            return $"The policy cannot be read now, so nobody can say whether the limit would be wider: {e.Message}";
        }
    }
}
