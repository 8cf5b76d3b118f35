using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Identity's manager for one piece of work: it gives up when that is given up, instead of writing later what was reported as failed.</summary>
internal sealed class ConsoleUserManager(
    ConsoleUserStore store, IOptions<IdentityOptions> options, IPasswordHasher<ConsoleUser> hasher, ILookupNormalizer normalizer, IdentityErrorDescriber errors, ILogger<UserManager<ConsoleUser>> log, CancellationToken stopping)
    : UserManager<ConsoleUser>(store, options, hasher, [new UserValidator<ConsoleUser>(errors)], [], normalizer, errors, services: null!, log)
{
    protected override CancellationToken CancellationToken => stopping;
}
