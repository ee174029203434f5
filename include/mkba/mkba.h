/** @file
 *  libmkba: social cost-benefit analysis (MKBA) of Wmo and Jeugd provisions. The whole library. */
#ifndef MKBA_MKBA_H
#define MKBA_MKBA_H

#include <mkba/appraise.h>
#include <mkba/arrow.h>
#include <mkba/base.h>
#include <mkba/case.h>
#include <mkba/case_distribution.h>
#include <mkba/catalog.h>
#include <mkba/compare.h>
#include <mkba/compare_service.h>
#include <mkba/effect.h>
#include <mkba/effect_did.h>
#include <mkba/effect_placebo.h>
#include <mkba/effect_synthetic.h>
#include <mkba/effect_synthetic_did.h>
#include <mkba/effect_expected.h>
#include <mkba/koers_effect.h>
#include <mkba/koers_coalition.h>
#include <mkba/koers_register.h>
#include <mkba/koers_scale.h>
#include <mkba/koers.h>
#include <mkba/koers_din.h>
#include <mkba/koers_compass.h>
#include <mkba/money.h>
#include <mkba/panel.h>
#include <mkba/uncertain.h>
#include <mkba/uncertain_what_if.h>
#include <mkba/uncertain_sensitivity.h>
#include <mkba/uncertain_value.h>

#endif
