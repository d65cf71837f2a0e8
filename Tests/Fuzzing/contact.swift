// modules: BigInt Liquid MailMessage DurableFiles
