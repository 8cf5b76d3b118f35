using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Ui.Shared;

/// <summary>Knows one password and one code; who proves them is fresh from then on.</summary>
internal sealed class FakeAccounts(FixedCaller who, TimeProvider time) : IAccountControl
{
    public const string Password = "the right password";
    public const string Code = "123456";

    public int Proofs { get; private set; }

    /// <summary>What happens while the proof is checked.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public Task<string?> StepUpAsync(Caller caller, string password, string? code, CancellationToken stopping)
    {
        Proofs++;
        Meanwhile();
        if (password != Password || (caller.HasTotp && code != Code))
        {
            return Task.FromResult<string?>("The password or the code is wrong.");
        }

        who.Caller = who.Caller with { FreshAtUtc = time.GetUtcNow(), IsFreshByTotp = caller.HasTotp };
        return Task.FromResult<string?>(null);
    }

    public Task<SignIn> SignInAsync(SignInRequest request, CancellationToken stopping) => throw new NotSupportedException();

    public Task SignOutAsync(Caller caller, CancellationToken stopping) => throw new NotSupportedException();

    public Task<string?> ChangePasswordAsync(Caller caller, string oldPassword, string newPassword, CancellationToken stopping) => throw new NotSupportedException();

    public Task<Guarded<TotpEnrolment>> BeginTotpAsync(Caller caller, CancellationToken stopping) => throw new NotSupportedException();

    public Task<Guarded<IReadOnlyList<string>?>> ConfirmTotpAsync(Caller caller, string code, CancellationToken stopping) => throw new NotSupportedException();

    public Task<string?> RedeemLinkAsync(string token, string? name, string password, string? address, CancellationToken stopping) => throw new NotSupportedException();
}
